/* A disk that stops the process, fails, fills up or keeps a log: preloaded before libc (LD_PRELOAD).
 *
 * Operations that change files below a folder are counted; `plan` says what happens at which. Everything else passes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BEFORE = 1, HALF, AFTER, FAILS, FAILS_FROM_HERE };

static char below[4096];
static long count, at;
static int how, error, log_to = -1, syncs = 1;
static int64_t room = -1;

/* From now on: operation number `at_` meets `how_`; `error_` is what a failing one says; `room_` is how many bytes the
 * files may grow (-1: any); `log_` is where each operation is written down (-1: nowhere); without `syncs_` nothing is
 * brought to the disk, which a killed process does not notice. */
void plan(const char *below_, long at_, int how_, int error_, int64_t room_, int log_, int syncs_) {
    snprintf(below, sizeof below, "%s", below_);
    count = 0, at = at_, how = how_, error = error_, room = room_, log_to = log_, syncs = syncs_;
}

long counted(void) { return count; }

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static int ours(const char *path) { return *below && path && !strncmp(path, below, strlen(below)); }

static const char *path_of(int fd, char path[4096]) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = *below ? readlink(link, path, 4095) : -1;
    path[length < 0 ? 0 : length] = 0;
    return ours(path) ? path : NULL;
}

static int64_t size_of(const char *path) {
    struct stat found;
    return stat(path, &found) ? 0 : found.st_size;
}

static void note(char kind, const char *path, int64_t offset, const void *data, int64_t size) {
    if (log_to < 0) return;
    int64_t head[4] = {kind, (int64_t)strlen(path), offset, data ? size : -size};
    REAL(write)(log_to, head, sizeof head);
    REAL(write)(log_to, path, strlen(path));
    if (data) REAL(write)(log_to, data, size);
}

static void stop(void) { raise(SIGKILL); }

/* Whether the operation that begins now fails; a write of a process that is killed half-way never returns. */
static int fails(int64_t grows) {
    count++;
    if (count == at && how == BEFORE) stop();
    if ((count == at && how == FAILS) || (at && count >= at && how == FAILS_FROM_HERE)) return errno = error, 1;
    if (room >= 0 && grows > room) return errno = ENOSPC, 1;
    if (room >= 0) room -= grows;
    return 0;
}

static void passed(void) {
    if (count == at && how == AFTER) stop();
}

static ssize_t put(int fd, const void *data, size_t size, int64_t offset, int moves) {
    char path[4096];
    if (!path_of(fd, path)) return moves ? REAL(write)(fd, data, size) : REAL(pwrite)(fd, data, size, offset);
    int64_t end = offset + (int64_t)size, had = size_of(path);
    if (fails(end > had ? end - had : 0)) {
        /* What a failed write leaves is anything: here the first half. */
        if (error != EROFS && room < 0) REAL(pwrite)(fd, data, size / 2, offset);
        return -1;
    }
    if (count == at && how == HALF) REAL(pwrite)(fd, data, size / 2, offset), stop();
    ssize_t done = moves ? REAL(write)(fd, data, size) : REAL(pwrite)(fd, data, size, offset);
    if (done > 0) note('w', path, offset, data, done);
    passed();
    return done;
}

ssize_t write(int fd, const void *data, size_t size) { return put(fd, data, size, lseek(fd, 0, SEEK_CUR), 1); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return put(fd, data, size, offset, 0); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) { return put(fd, data, size, offset, 0); }

static int cut(int fd, int64_t size) {
    char path[4096];
    if (!path_of(fd, path)) return REAL(ftruncate)(fd, size);
    if (fails(size - size_of(path))) return -1;
    int done = REAL(ftruncate)(fd, size);
    if (!done) note('t', path, size, NULL, 0);
    passed();
    return done;
}

int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

static int bring(int fd, int (*sync)(int)) {
    char path[4096];
    if (!path_of(fd, path)) return sync(fd);
    if (fails(0)) return -1;
    int done = syncs ? sync(fd) : 0;
    if (!done) note('s', path, 0, NULL, 0);
    passed();
    return done;
}

int fsync(int fd) { return bring(fd, REAL(fsync)); }
int fdatasync(int fd) { return bring(fd, REAL(fdatasync)); }

#define NAMED(kind, path, grows, call)                                                                                 \
    if (!ours(path)) return call;                                                                                      \
    if (fails(grows)) return -1;                                                                                       \
    int done = call;                                                                                                   \
    if (done >= 0) note(kind, path, 0, NULL, 0);                                                                       \
    passed();                                                                                                          \
    return done;

int unlink(const char *path) { NAMED('u', path, -size_of(path), REAL(unlink)(path)) }
int mkdir(const char *path, mode_t mode) { NAMED('m', path, 0, REAL(mkdir)(path, mode)) }

int rename(const char *path, const char *to) {
    if (!ours(path)) return REAL(rename)(path, to);
    if (fails(-size_of(to))) return -1;
    int done = REAL(rename)(path, to);
    if (!done) note('r', path, 0, to, (int64_t)strlen(to));
    passed();
    return done;
}

static int opened(const char *path, int flags, mode_t mode) {
    int (*open_)(const char *, int, ...) = real("open64") ? real("open64") : real("open");
    if (!ours(path) || !(flags & (O_CREAT | O_TRUNC))) return open_(path, flags, mode);
    if (!access(path, F_OK) && !(flags & O_TRUNC)) return open_(path, flags, mode);
    NAMED('c', path, -size_of(path), open_(path, flags, mode))
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                       \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;                                                      \
        va_end(more);                                                                                                  \
        return opened(path, flags, mode);                                                                              \
    }
OPEN(open)
OPEN(open64)
