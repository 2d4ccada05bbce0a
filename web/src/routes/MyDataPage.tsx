import { MyDataView } from '@/features/mydata'
import { text } from './routesText'

/** What this browser keeps about the visitor. */
export function MyDataPage() {
  return (
    <>
      <title>{text.titles.myData}</title>
      <MyDataView />
    </>
  )
}
