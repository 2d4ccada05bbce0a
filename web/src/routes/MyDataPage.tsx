import { MyDataView } from '@/features/mydata'

/** What this browser keeps of the visitor. */
export function MyDataPage() {
  return (
    <>
      <title>My data · Cinephile</title>
      <MyDataView />
    </>
  )
}
