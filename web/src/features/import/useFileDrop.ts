import { useEffect, useState } from 'react'

/**
 * Takes files that are dropped anywhere on the page, so that a file dropped beside the field does not open instead of the
 * page. Returns whether a file is over the page now.
 */
export function useFileDrop(onFiles: (files: readonly [File, ...File[]]) => void): boolean {
  const [isOver, setIsOver] = useState(false)

  useEffect(() => {
    function onDragOver(event: DragEvent) {
      if (event.dataTransfer?.types.includes('Files') !== true) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setIsOver(true)
    }
    function onDragLeave(event: DragEvent) {
      // Only when it leaves the window: inside, it moves from one element to the next.
      if (event.relatedTarget === null) setIsOver(false)
    }
    function onDrop(event: DragEvent) {
      setIsOver(false)
      const [file, ...others] = event.dataTransfer?.files ?? []
      if (file === undefined) return
      event.preventDefault()
      onFiles([file, ...others])
    }
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('dragleave', onDragLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('dragleave', onDragLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [onFiles])

  return isOver
}
