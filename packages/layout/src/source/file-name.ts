/** `000001.JPG` → `jpg`; `''` without an extension. `jpeg` counts as `jpg`. */
export function extname(path: string): string {
  const match = /\.([^./]+)$/.exec(path);
  const extension = match?.[1]?.toLowerCase() ?? '';
  return extension === 'jpeg' ? 'jpg' : extension;
}
