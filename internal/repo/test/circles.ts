/**
 * The circles of a graph of imports, each as the way round: `a -> b -> a`. One circle is given for every group of
 * modules that reach each other, the shortest through its first module in alphabetical order.
 * @param imports Which modules each module imports; names that are no keys are ignored.
 */
export function circlesOf(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const circles: string[] = [];
  const inCircle = new Set<string>();
  for (const start of [...imports.keys()].sort()) {
    if (inCircle.has(start)) continue;
    const way = shortestWayBack(imports, start);
    if (way === undefined) continue;
    circles.push(way.join(' -> '));
    for (const module of way) inCircle.add(module);
  }
  return circles;
}

function shortestWayBack(imports: ReadonlyMap<string, readonly string[]>, start: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const module of queue) {
    for (const next of imports.get(module) ?? []) {
      if (next === start) return wayTo(module, cameFrom).concat(start);
      if (!imports.has(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, module);
      queue.push(next);
    }
  }
  return undefined;
}

function wayTo(module: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [module];
  for (let at = cameFrom.get(module); at !== undefined; at = cameFrom.get(at)) way.unshift(at);
  return way;
}
