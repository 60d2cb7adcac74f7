/* Stands between a program and the disk: counts each call that changes a file below one folder,
 * and lets the n-th of them go wrong.
 *
 * Loaded with LD_PRELOAD. It does nothing until `interpose` was called in the process; children
 * that it forks share the count. It writes every call with its bytes into a trace, which `disk.py`
 * reads. What it does not see: writes through mapped memory, io_uring and sendfile (refused, so
 * that the caller writes).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* As `interposing.py` packs it. */
struct control {
    int64_t count;
    int64_t at; /* the first call is 1; 0: none goes wrong */
    int64_t mode;
    int64_t error; /* errno, for FAIL and FULL */
    int64_t clock; /* nanoseconds since 1970 that a clock shows; 0: the real one */
    char root[4096];
};
enum { BEFORE = 1, TORN, AFTER, FAIL, FULL, SHORT };
enum { WRITE = 1, CREATE, TRUNCATE, SYNC, RENAME, UNLINK, LINK, SYMLINK, MKDIR, RMDIR, SYNCALL, ACK, FAILED };

static struct control *control;
static int trace = -1;
static size_t root_length;

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

int interpose(const char *control_path, const char *trace_path) {
    int file = (int)syscall(SYS_openat, AT_FDCWD, control_path, O_RDWR | O_CLOEXEC);
    trace = (int)syscall(SYS_openat, AT_FDCWD, trace_path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0 || trace < 0) return -1;
    void *mapped = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (mapped == MAP_FAILED) return -1;
    root_length = strlen(((struct control *)mapped)->root);
    control = mapped;
    return 0;
}

/* A command that runs as it is says so in its environment. */
__attribute__((constructor)) static void begin_as_told(void) {
    const char *control_path = getenv("INTERPOSED_CONTROL"), *trace_path = getenv("INTERPOSED_TRACE");
    if (control_path && trace_path && interpose(control_path, trace_path)) abort();
}

/* ---- which paths are watched ---- */

static int below(const char *path) {
    return strncmp(path, control->root, root_length) == 0 &&
           (path[root_length] == '/' || path[root_length] == 0);
}

static int path_of(int fd, char *into) {
    char name[64];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(name, into, PATH_MAX - 1);
    if (length < 0) return 0;
    into[length] = 0;
    return 1;
}

/* Is this an open file (or folder) below the root? Its path goes to `into`. */
static int watched(int fd, char *into) {
    if (!control) return 0;
    int before = errno;
    int is = path_of(fd, into) && below(into);
    errno = before;
    return is;
}

/* As `watched`, for a name: its folder's real path, and the last name as it is. */
static int named(int folder, const char *path, char *into) {
    char whole[2 * PATH_MAX], parent[PATH_MAX];
    if (!control || !path) return 0;
    int before = errno, is = 0;
    if (path[0] == '/') {
        snprintf(whole, sizeof whole, "%s", path);
    } else {
        if (folder == AT_FDCWD ? !getcwd(parent, sizeof parent) : !path_of(folder, parent)) goto end;
        snprintf(whole, sizeof whole, "%s/%s", parent, path);
    }
    size_t length = strlen(whole);
    while (length > 1 && whole[length - 1] == '/') whole[--length] = 0;
    char *slash = strrchr(whole, '/');
    if (!slash) goto end;
    *slash = 0;
    if (!realpath(*whole ? whole : "/", parent)) goto end;
    is = snprintf(into, PATH_MAX, "%s/%s", parent, slash + 1) < PATH_MAX && below(into);
end:
    errno = before;
    return is;
}

/* ---- one call after the other, counted, traced, and one of them gone wrong ---- */

static __thread sigset_t heard;

static void lock(short type) {
    /* A lock of the process: released by its death, and not inherited by a fork. Who holds it is
     * not to be ended by others meanwhile, since that would tear a record out of the trace. */
    struct flock all = {.l_type = type, .l_whence = SEEK_SET};
    sigset_t every;
    sigfillset(&every);
    if (type == F_WRLCK) pthread_sigmask(SIG_BLOCK, &every, &heard);
    while (fcntl(trace, F_SETLKW, &all) != 0 && errno == EINTR) {}
    if (type == F_UNLCK) pthread_sigmask(SIG_SETMASK, &heard, NULL);
}

static void put(int op, int64_t offset, const char *one, const char *two, const void *bytes,
                uint32_t length) {
    struct __attribute__((packed)) {
        uint8_t op;
        int64_t offset;
        uint32_t one, two, length;
    } head = {(uint8_t)op, offset, (uint32_t)strlen(one), (uint32_t)strlen(two), length};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)one, head.one}, {(void *)two, head.two},
                            {(void *)bytes, length}};
    syscall(SYS_writev, trace, parts, 4);
}

static void die(void) {
    for (;;) {
        kill(0, SIGKILL);
        pause();
    }
}

/* Begin a call. What is to go wrong with it: 0, or a mode. `room`: does it need room on a disk? */
static int begin(int room) {
    int before = errno, wrong = 0;
    lock(F_WRLCK);
    int64_t number = ++control->count;
    if (number == control->at) wrong = (int)control->mode;
    if (control->mode == FULL) wrong = control->at && number >= control->at && room ? FULL : 0;
    if (wrong == BEFORE) die();
    errno = wrong == FAIL || wrong == FULL ? (int)control->error : before;
    return wrong;
}

static int refused(int wrong) { return wrong == FAIL || wrong == FULL; }

static void end(int wrong) {
    int before = errno;
    if (wrong == AFTER || wrong == TORN) die();
    lock(F_UNLCK);
    errno = before;
}

/* A call that returns 0 where it was done. */
#define CALL(op, room, offset, one, two, call) \
    int wrong = begin(room); \
    int done = -1; \
    if (wrong == TORN) die(); \
    if (!refused(wrong)) done = (call); \
    int said = errno; \
    put(done < 0 ? FAILED : (op), offset, one, two, NULL, 0); \
    errno = said; \
    end(wrong); \
    return done

void acknowledged(const char *words) {
    if (!control) return;
    lock(F_WRLCK);
    put(ACK, control->count, words, "", NULL, 0);
    lock(F_UNLCK);
}

/* ---- writing ---- */

static ssize_t written(int fd, const void *bytes, size_t length, off_t at, const char *path) {
    int wrong = begin(1);
    ssize_t done = -1;
    if ((wrong == TORN || wrong == SHORT) && length > 1) length /= 2;
    if (!refused(wrong)) {
        off_t offset = at;
        if (at < 0) {
            int appends = fcntl(fd, F_GETFL) & O_APPEND;
            struct stat now;
            offset = appends && fstat(fd, &now) == 0 ? now.st_size : lseek(fd, 0, SEEK_CUR);
        }
        done = at < 0 ? syscall(SYS_write, fd, bytes, length)
                      : syscall(SYS_pwrite64, fd, bytes, length, at);
        int said = errno;
        if (done > 0) put(WRITE, offset, path, "", bytes, (uint32_t)done);
        errno = said;
    }
    if (done <= 0) {
        int said = errno;
        put(FAILED, 0, path, "", NULL, 0);
        errno = said;
    }
    end(wrong);
    return done;
}

static int regular(int fd) {
    struct stat now;
    return fstat(fd, &now) == 0 && S_ISREG(now.st_mode);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    char path[PATH_MAX];
    if (length && watched(fd, path) && regular(fd)) return written(fd, bytes, length, -1, path);
    return syscall(SYS_write, fd, bytes, length);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) {
    char path[PATH_MAX];
    if (length && watched(fd, path)) return written(fd, bytes, length, at, path);
    return syscall(SYS_pwrite64, fd, bytes, length, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
    return pwrite64(fd, bytes, length, at);
}

/* Only the first piece, as a short write may be. */
ssize_t writev(int fd, const struct iovec *pieces, int count) {
    char path[PATH_MAX];
    if (count > 0 && pieces->iov_len && watched(fd, path) && regular(fd))
        return written(fd, pieces->iov_base, pieces->iov_len, -1, path);
    return syscall(SYS_writev, fd, pieces, count);
}
ssize_t pwritev64(int fd, const struct iovec *pieces, int count, off_t at) {
    char path[PATH_MAX];
    if (count > 0 && pieces->iov_len && watched(fd, path))
        return written(fd, pieces->iov_base, pieces->iov_len, at, path);
    return syscall(SYS_pwritev, fd, pieces, count, at, 0);
}
ssize_t pwritev(int fd, const struct iovec *pieces, int count, off_t at) {
    return pwritev64(fd, pieces, count, at);
}

/* Copies within the kernel: not here, so that the caller reads and writes. */
ssize_t sendfile64(int out, int in, off_t *offset, size_t count) {
    char path[PATH_MAX];
    if (watched(out, path)) {
        errno = EINVAL;
        return -1;
    }
    return syscall(SYS_sendfile, out, in, offset, count);
}
ssize_t sendfile(int out, int in, off_t *offset, size_t count) {
    return sendfile64(out, in, offset, count);
}
ssize_t copy_file_range(int in, off_t *from, int out, off_t *to, size_t count, unsigned flags) {
    char path[PATH_MAX];
    if (watched(out, path)) {
        errno = EXDEV;
        return -1;
    }
    return syscall(SYS_copy_file_range, in, from, out, to, count, flags);
}

int ftruncate64(int fd, off_t length) {
    char path[PATH_MAX];
    if (!watched(fd, path)) return (int)syscall(SYS_ftruncate, fd, length);
    struct stat now;
    int grows = fstat(fd, &now) == 0 && now.st_size < length;
    CALL(TRUNCATE, grows, length, path, "", (int)syscall(SYS_ftruncate, fd, length));
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

/* ---- syncing: noted, and not done. A kill loses nothing that the system holds, and what a power
 * cut loses is worked out from the trace. ---- */

static int synced(int op, int fd) {
    char path[PATH_MAX];
    if (!watched(fd, path)) return 0;
    CALL(op, 0, 0, path, "", 0);
}
int fsync(int fd) { return synced(SYNC, fd); }
int fdatasync(int fd) { return synced(SYNC, fd); }
int syncfs(int fd) { return synced(SYNCALL, fd); }
static int all_synced(void) { CALL(SYNCALL, 0, 0, control->root, "", 0); }
void sync(void) {
    if (control) all_synced();
}

/* ---- opening ---- */

static int opened(int folder, const char *path, int flags, mode_t mode) {
    char whole[PATH_MAX], target[PATH_MAX];
    struct stat now;
    int changes = 0, op = CREATE;
    if ((flags & (O_CREAT | O_TRUNC)) && (flags & O_TMPFILE) != O_TMPFILE &&
        named(folder, path, whole)) {
        int before = errno;
        int exists = fstatat(folder, path, &now, 0) == 0;
        changes = exists ? (flags & O_TRUNC) && now.st_size > 0 : (flags & O_CREAT) != 0;
        if (exists) {
            op = TRUNCATE;
            if (realpath(whole, target)) strcpy(whole, target);
        }
        errno = before;
    }
    if (!changes) return (int)syscall(SYS_openat, folder, path, flags, mode);
    CALL(op, op == CREATE, op == CREATE ? (int64_t)mode : 0, whole, "", (int)syscall(SYS_openat, folder, path, flags, mode));
}

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }
int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }
int __open_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

/* ---- names ---- */

static int renamed(int from, const char *one, int to, const char *two, unsigned flags) {
    char first[PATH_MAX], second[PATH_MAX];
    int is = named(from, one, first);
    if (!named(to, two, second) && !is) return (int)syscall(SYS_renameat2, from, one, to, two, flags);
    CALL(RENAME, 0, 0, first, second, (int)syscall(SYS_renameat2, from, one, to, two, flags));
}
int rename(const char *one, const char *two) { return renamed(AT_FDCWD, one, AT_FDCWD, two, 0); }
int renameat(int from, const char *one, int to, const char *two) { return renamed(from, one, to, two, 0); }
int renameat2(int from, const char *one, int to, const char *two, unsigned flags) {
    return renamed(from, one, to, two, flags);
}

int unlinkat(int folder, const char *path, int flags) {
    char whole[PATH_MAX];
    if (!named(folder, path, whole)) return (int)syscall(SYS_unlinkat, folder, path, flags);
    CALL((flags & AT_REMOVEDIR) ? RMDIR : UNLINK, 0, 0, whole, "",
         (int)syscall(SYS_unlinkat, folder, path, flags));
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int linkat(int from, const char *one, int to, const char *two, int flags) {
    char first[PATH_MAX], second[PATH_MAX];
    if (!named(to, two, second) || !named(from, one, first))
        return (int)syscall(SYS_linkat, from, one, to, two, flags);
    CALL(LINK, 1, 0, first, second, (int)syscall(SYS_linkat, from, one, to, two, flags));
}
int link(const char *one, const char *two) { return linkat(AT_FDCWD, one, AT_FDCWD, two, 0); }

int symlinkat(const char *target, int folder, const char *path) {
    char whole[PATH_MAX];
    if (!named(folder, path, whole)) return (int)syscall(SYS_symlinkat, target, folder, path);
    CALL(SYMLINK, 1, 0, whole, target, (int)syscall(SYS_symlinkat, target, folder, path));
}
int symlink(const char *target, const char *path) { return symlinkat(target, AT_FDCWD, path); }

int mkdirat(int folder, const char *path, mode_t mode) {
    char whole[PATH_MAX];
    struct stat now;
    if (!named(folder, path, whole) || lstat(whole, &now) == 0)
        return (int)syscall(SYS_mkdirat, folder, path, mode);
    CALL(MKDIR, 1, 0, whole, "", (int)syscall(SYS_mkdirat, folder, path, mode));
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

/* ---- the clock on the wall ---- */

int clock_gettime(clockid_t clock, struct timespec *now) {
    if (control && control->clock && clock == CLOCK_REALTIME) {
        now->tv_sec = control->clock / 1000000000;
        now->tv_nsec = control->clock % 1000000000;
        return 0;
    }
    REAL(clock_gettime);
    return real(clock, now);
}
time_t time(time_t *into) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into) *into = now.tv_sec;
    return now.tv_sec;
}
