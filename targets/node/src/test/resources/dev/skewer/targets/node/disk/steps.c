/* Does to files what the lines of its standard input say, and answers each with "ok", a number that was asked for, or the error's name. Waits at the end until it is killed. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

static int fds[16];

static long step(const char *what, long a, char *path, char *other, long b, long c) {
    char bytes[65536];
    if (!strcmp(what, "create")) return fds[a] = open(path, O_RDWR | O_CREAT | O_EXCL, 0644);
    if (!strcmp(what, "open")) return fds[a] = open(path, O_RDWR);
    if (!strcmp(what, "openw")) return fds[a] = open(path, O_WRONLY);
    if (!strcmp(what, "openappend")) return fds[a] = open(path, O_WRONLY | O_APPEND | O_CREAT, 0644);
    if (!strcmp(what, "opentrunc")) return fds[a] = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (!strcmp(what, "opendsync")) return fds[a] = open(path, O_RDWR | O_DSYNC);
    if (!strcmp(what, "close")) return close(fds[a]);
    if (!strcmp(what, "write")) { /* fd, letter, offset, length */
        memset(bytes, path[0], c);
        return pwrite(fds[a], bytes, c, b) == c ? 0 : -1;
    }
    if (!strcmp(what, "writev")) {
        memset(bytes, path[0], c);
        struct iovec parts[2] = {{bytes, c / 2}, {bytes, c - c / 2}};
        return pwritev(fds[a], parts, 2, b) == c ? 0 : -1;
    }
    if (!strcmp(what, "append")) {
        memset(bytes, path[0], c);
        lseek(fds[a], 0, SEEK_END);
        return write(fds[a], bytes, c) == c ? 0 : -1;
    }
    if (!strcmp(what, "some")) { /* as write; answers how many bytes it was */
        memset(bytes, path[0], c);
        return pwrite(fds[a], bytes, c, b);
    }
    if (!strcmp(what, "space")) {
        struct statvfs status;
        return statvfs(path, &status) != 0 ? -1 : (long) (status.f_bavail * status.f_frsize);
    }
    if (!strcmp(what, "allocate")) return fallocate(fds[a], path[0] == 'k' ? FALLOC_FL_KEEP_SIZE : 0, b, c);
    if (!strcmp(what, "punch")) return fallocate(fds[a], FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE, b, c);
    if (!strcmp(what, "send")) { /* to, from another descriptor, so many bytes; answers how many it was */
        off_t start = 0;
        return sendfile(fds[a], fds[path[0] - '0'], &start, c);
    }
    if (!strcmp(what, "read")) return pread(fds[a], bytes, c, b) < 0 ? -1 : 0;
    if (!strcmp(what, "cut")) return ftruncate(fds[a], b);
    if (!strcmp(what, "sync")) return fsync(fds[a]);
    if (!strcmp(what, "datasync")) return fdatasync(fds[a]);
    if (!strcmp(what, "syncdir")) {
        int fd = open(path, O_RDONLY | O_DIRECTORY);
        int result = fsync(fd);
        close(fd);
        return result;
    }
    if (!strcmp(what, "syncall")) return sync(), 0;
    if (!strcmp(what, "rename")) return rename(path, other);
    if (!strcmp(what, "unlink")) return unlink(path);
    if (!strcmp(what, "link")) return link(path, other);
    if (!strcmp(what, "mkdir")) return mkdir(path, 0755);
    if (!strcmp(what, "rmdir")) return rmdir(path);
    if (!strcmp(what, "chdir")) return chdir(path);
    if (!strcmp(what, "stream")) {
        FILE *stream = fopen(path, "w");
        if (stream == NULL) return -1;
        fputs(other, stream);
        return fclose(stream);
    }
    fprintf(stderr, "no step %s\n", what);
    exit(2);
}

int main(void) {
    char line[2048];
    setvbuf(stdout, NULL, _IOLBF, 0);
    while (fgets(line, sizeof line, stdin) != NULL) {
        char what[32] = "", path[512] = "", other[512] = "";
        long a = 0, b = 0, c = 0;
        sscanf(line, "%31s %ld %511s %511s %ld %ld", what, &a, path, other, &b, &c);
        long result = step(what, a, path, other, b, c);
        if (result >= 0 && (!strcmp(what, "some") || !strcmp(what, "space") || !strcmp(what, "send"))) {
            printf("%ld\n", result);
        } else if (result >= 0) {
            puts("ok");
        } else {
            puts(strerrorname_np(errno));
        }
    }
    pause();
}
