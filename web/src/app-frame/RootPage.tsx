import { Outlet } from '@tanstack/react-router'
import { NoticeBar } from '../ui/NoticeBar.tsx'

export function RootPage() {
  return (
    <>
      <Outlet />
      <NoticeBar />
    </>
  )
}
