/* The floor of an export: read the files named in a list into one reused slab, write as many bytes as must come out;
   with a fourth argument also flush them to the disk, as an export does before it gives the file its name. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SLAB (2 << 20)

int main(int argc, char **argv) {
  if (argc < 4) return 2; /* floor LIST OUT BYTES [flush] */
  FILE *list = fopen(argv[1], "r");
  int out = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
  long long left = atoll(argv[3]);
  char *slab = malloc(SLAB), path[4096];
  if (!list || out < 0 || !slab) return 1;
  while (fgets(path, sizeof path, list)) {
    path[strcspn(path, "\n")] = 0;
    int in = open(path, O_RDONLY);
    if (in < 0) return 1;
    for (ssize_t n; (n = read(in, slab, SLAB)) > 0;) {
      ssize_t w = n < left ? n : left;
      if (w > 0 && write(out, slab, w) != w) return 1;
      left -= w;
    }
    close(in);
  }
  while (left > 0) {
    ssize_t w = left < SLAB ? left : SLAB;
    if (write(out, slab, w) != w) return 1;
    left -= w;
  }
  if (argc > 4 && fsync(out) != 0) return 1;
  return close(out);
}
