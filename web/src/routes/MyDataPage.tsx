import { MyDataView } from '@/features/mydata'
import { text } from './routesText'

/** What this browser keeps of the visitor. */
export function MyDataPage() {
  return (
    <>
      <title>{text.titles.myData}</title>
      <MyDataView />
    </>
  )
}
