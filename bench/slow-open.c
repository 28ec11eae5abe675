// A disk far away, for bench/slow-disk.mjs: preloaded, it lets every open below SLOW_ROOT wait SLOW_MS milliseconds.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void wait_below_root(const char *path) {
  const char *root = getenv("SLOW_ROOT"), *ms = getenv("SLOW_MS");
  if (!root || !ms || !path || strncmp(path, root, strlen(root)) != 0) return;
  struct timespec pause = {atol(ms) / 1000, atol(ms) % 1000 * 1000000};
  nanosleep(&pause, NULL);
}

#define SLOW(name)                                                      \
  int name(const char *path, int flags, ...) {                          \
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, #name);      \
    va_list rest;                                                       \
    va_start(rest, flags);                                              \
    int mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, int) : 0; \
    va_end(rest);                                                       \
    wait_below_root(path);                                              \
    return real(path, flags, mode);                                     \
  }

SLOW(open)
SLOW(open64)
