import { Outlet } from '@tanstack/react-router'
import { NoticeBar } from '../ui/NoticeBar.tsx'
import { TipLayer } from '../ui/TipLayer.tsx'

export function RootPage() {
  return (
    <>
      <Outlet />
      <NoticeBar />
      <TipLayer />
    </>
  )
}
