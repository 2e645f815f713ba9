/* Records, in their order, what a process writes to files, when it makes files durable, and what it sends to sockets and
 * pipes: preloaded with LD_PRELOAD, into the file RECORD_WRITES_TO.<pid>.
 *
 * A record: one byte of kind, device and inode (8 bytes each), length (4), then so many bytes of content, little-endian.
 * Kinds: 'w' a write to a file that has returned, 's' a sync that begins, 'S' a sync that has returned without error,
 * 'o' bytes that are about to leave on a socket or pipe. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static pid_t owner;
static int record = -1;

static void put(const void *bytes, size_t length) {
  while (length > 0) {
    long written = syscall(SYS_write, record, bytes, length);
    if (written <= 0) abort();
    bytes = (const char *)bytes + written;
    length -= (size_t)written;
  }
}

/* A child that was forked begins a record of its own. */
static void open_record(void) {
  if (owner == getpid()) return;
  owner = getpid();
  char path[4096];
  const char *base = getenv("RECORD_WRITES_TO");
  if (base == NULL) return;
  snprintf(path, sizeof path, "%s.%d", base, (int)owner);
  record = open(path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
}

static void put_record(char kind, const struct stat *file, const struct iovec *parts, int count) {
  uint64_t identity[2] = {(uint64_t)file->st_dev, (uint64_t)file->st_ino};
  uint32_t length = 0;
  for (int i = 0; i < count; i++) length += (uint32_t)parts[i].iov_len;
  pthread_mutex_lock(&order);
  open_record();
  if (record >= 0) {
    put(&kind, 1);
    put(identity, sizeof identity);
    put(&length, sizeof length);
    for (int i = 0; i < count; i++) put(parts[i].iov_base, parts[i].iov_len);
  }
  pthread_mutex_unlock(&order);
}

static int is_file(int fd, struct stat *file) { return fstat(fd, file) == 0 && S_ISREG(file->st_mode); }
static int is_stream(int fd, struct stat *file) {
  return fstat(fd, file) == 0 && (S_ISSOCK(file->st_mode) || S_ISFIFO(file->st_mode));
}

static void leaves(int fd, const struct iovec *parts, int count) {
  struct stat file;
  if (is_stream(fd, &file)) put_record('o', &file, parts, count);
}

static void written(int fd, const void *bytes, ssize_t length) {
  struct stat file;
  struct iovec part = {(void *)bytes, length > 0 ? (size_t)length : 0};
  if (length > 0 && is_file(fd, &file)) put_record('w', &file, &part, 1);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  REAL(pwrite64);
  ssize_t done = real(fd, bytes, length, offset);
  written(fd, bytes, done);
  return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  REAL(pwrite);
  ssize_t done = real(fd, bytes, length, offset);
  written(fd, bytes, done);
  return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  REAL(write);
  struct iovec part = {(void *)bytes, length};
  leaves(fd, &part, 1);
  ssize_t done = real(fd, bytes, length);
  written(fd, bytes, done);
  return done;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev);
  leaves(fd, parts, count);
  return real(fd, parts, count);
}

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
  REAL(send);
  struct iovec part = {(void *)bytes, length};
  leaves(fd, &part, 1);
  return real(fd, bytes, length, flags);
}

ssize_t sendto(int fd, const void *bytes, size_t length, int flags, const struct sockaddr *to, socklen_t size) {
  REAL(sendto);
  struct iovec part = {(void *)bytes, length};
  leaves(fd, &part, 1);
  return real(fd, bytes, length, flags, to, size);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  REAL(sendmsg);
  leaves(fd, message->msg_iov, (int)message->msg_iovlen);
  return real(fd, message, flags);
}

static int synced(int fd, int (*real)(int)) {
  struct stat file;
  int known = is_file(fd, &file);
  if (known) put_record('s', &file, NULL, 0);
  int failed = real(fd);
  if (known && failed == 0) put_record('S', &file, NULL, 0);
  return failed;
}

int fdatasync(int fd) {
  REAL(fdatasync);
  return synced(fd, real);
}

int fsync(int fd) {
  REAL(fsync);
  return synced(fd, real);
}
