import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

interface Size {
  width: number
  height: number
}

/** The size of an element in whole pixels, followed as it changes; 0 until it is known. */
export function useSize(ref: RefObject<Element | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const { current } = ref
    if (!current) return
    const measure = () => {
      const box = current.getBoundingClientRect()
      const [width, height] = [Math.floor(box.width), Math.floor(box.height)]
      setSize((last) => (last.width === width && last.height === height ? last : { width, height }))
    }
    measure()
    // Observers are not told before a sheet is printed.
    addEventListener('beforeprint', measure)
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => {
      observer.disconnect()
      removeEventListener('beforeprint', measure)
    }
  }, [ref])
  return size
}

/** The width of an element in whole pixels, followed as it changes; 0 until it is known. */
export const useWidth = (ref: RefObject<Element | null>): number => useSize(ref).width
