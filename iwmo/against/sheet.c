#include "against/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "against/transform.h"

#define GRACE_SECONDS 5 /* for a child that the kernel should have ended */

struct iwmo_sheet {
    int server; /* socket; a packet with two descriptors is a message to transform */
    pid_t pid;
    unsigned seconds;
};

/* What the server says first. */
struct greeting {
    enum iwmo_status status;
    char text[IWMO_ERROR_TEXT];
};

/* ---- two descriptors in a packet: the message, and where to answer ---- */

union descriptors {
    struct cmsghdr align;
    char room[CMSG_SPACE(2 * sizeof(int))];
};

static bool
send_job(int server, const int job[2])
{
    char byte = 0;
    struct iovec part = {&byte, 1};
    union descriptors control = {.room = {0}};
    struct msghdr packet = {.msg_iov = &part,
                            .msg_iovlen = 1,
                            .msg_control = control.room,
                            .msg_controllen = sizeof(control.room)};
    struct cmsghdr *header = CMSG_FIRSTHDR(&packet);

    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(2 * sizeof(int));
    memcpy(CMSG_DATA(header), job, 2 * sizeof(int));
    ssize_t sent;
    do
        sent = sendmsg(server, &packet, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == 1;
}

/* false: nobody will ask any more. */
static bool
receive_job(int socket, int job[2])
{
    char byte;
    struct iovec part = {&byte, 1};
    union descriptors control = {.room = {0}};
    struct msghdr packet = {.msg_iov = &part,
                            .msg_iovlen = 1,
                            .msg_control = control.room,
                            .msg_controllen = sizeof(control.room)};
    ssize_t size;

    do
        size = recvmsg(socket, &packet, MSG_CMSG_CLOEXEC);
    while (size < 0 && errno == EINTR);
    struct cmsghdr *header = size == 1 ? CMSG_FIRSTHDR(&packet) : NULL;
    if (header == NULL || header->cmsg_len != CMSG_LEN(2 * sizeof(int)))
        return false;
    memcpy(job, CMSG_DATA(header), 2 * sizeof(int));
    return true;
}

/* ---- the child: one message ---- */

/* Everything in the file, mapped; no need to unmap it. */
static struct iwmo_text
map_message(int file)
{
    struct stat about;

    if (fstat(file, &about) != 0 || about.st_size == 0)
        return (struct iwmo_text){"", 0};
    size_t size = (size_t)about.st_size;
    void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
    return bytes != MAP_FAILED ? (struct iwmo_text){bytes, size}
                               : (struct iwmo_text){"", 0};
}

/* The findings, and as last byte the state: an answer without it was cut off. */
static void
answer(struct iwmo_transform *transform, const int job[2])
{
    struct iwmo_buffer findings = {0};

    iwmo_buffer_init(&findings, IWMO_MAX_ANSWER_BYTES);
    char state = (char)iwmo_transform_run(transform, map_message(job[0]), &findings);
    for (size_t done = 0; done < findings.size && state == IWMO_COMPARED;) {
        ssize_t size = write(job[1], findings.at + done, findings.size - done);
        if (size < 0 && errno != EINTR)
            _exit(1);
        done += size > 0 ? (size_t)size : 0;
    }
    _exit(write(job[1], &state, 1) == 1 ? 0 : 1);
}

/* ---- the server ---- */

static void
limit(int resource, rlim_t most)
{
    struct rlimit old, new = {most, most};

    if (getrlimit((__rlimit_resource_t)resource, &old) == 0 && old.rlim_max < most)
        new = (struct rlimit){old.rlim_max, old.rlim_max};
    (void)setrlimit((__rlimit_resource_t)resource, &new);
}

/* Address space in use. */
static rlim_t
used_bytes(void)
{
    unsigned long pages = 0;
    char line[128];
    FILE *file = fopen("/proc/self/statm", "re");

    if (file != NULL && fgets(line, sizeof(line), file) != NULL)
        pages = strtoul(line, NULL, 10);
    if (file != NULL)
        fclose(file);
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void
drop_rights(void)
{
    int nothing = open("/dev/null", O_RDWR);

    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO && nothing >= 0; fd++)
        (void)dup2(nothing, fd);
    signal(SIGCHLD, SIG_IGN); /* children leave nothing to wait for */
    signal(SIGALRM, SIG_DFL);
    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_AS, used_bytes() + IWMO_MAX_SHEET_BYTES);
}

static void
serve(int socket, const char *path, unsigned seconds)
{
    struct iwmo_error err = {0};
    struct greeting greeting = {0};
    int job[2];

    drop_rights();
    alarm(seconds);
    struct iwmo_transform *transform = iwmo_transform_new(path, &err);
    alarm(0);
    greeting.status = err.status;
    memcpy(greeting.text, err.text, sizeof(greeting.text));
    bool is_heard =
        send(socket, &greeting, sizeof(greeting), MSG_NOSIGNAL) == sizeof(greeting);
    while (transform != NULL && is_heard && receive_job(socket, job)) {
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            close(socket);
            alarm(seconds);
            answer(transform, job);
        }
        close(job[0]);
        close(job[1]);
    }
    _exit(0);
}

/* ---- the program's side ---- */

struct iwmo_sheet *
iwmo_sheet_open(const char *path, unsigned seconds, struct iwmo_error *err)
{
    struct iwmo_sheet *sheet = calloc(1, sizeof(*sheet));
    int pair[2];

    if (sheet == NULL || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair)) {
        iwmo_fail(err, IWMO_IO, "%s: %s", path, strerror(errno));
        free(sheet);
        return NULL;
    }
    *sheet = (struct iwmo_sheet){pair[0], fork(), seconds};
    if (sheet->pid == 0) {
        close(pair[0]);
        serve(pair[1], path, seconds);
    }
    close(pair[1]);
    struct greeting greeting;
    ssize_t size;
    do
        size = recv(sheet->server, &greeting, sizeof(greeting), 0);
    while (size < 0 && errno == EINTR);
    if (sheet->pid > 0 && size == sizeof(greeting) && greeting.status == IWMO_OK)
        return sheet;
    if (size == sizeof(greeting))
        iwmo_fail(err, greeting.status, "%s", greeting.text);
    else
        iwmo_fail(err, IWMO_LIMIT, "%s: the stylesheet cannot be loaded within limits",
                  path);
    iwmo_sheet_close(sheet);
    return NULL;
}

void
iwmo_sheet_close(struct iwmo_sheet *sheet)
{
    if (sheet == NULL)
        return;
    shutdown(sheet->server, SHUT_RDWR);
    close(sheet->server);
    while (sheet->pid > 0 && waitpid(sheet->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    free(sheet);
}

static bool
write_all(int file, struct iwmo_text text)
{
    while (text.size > 0) {
        ssize_t size = write(file, text.at, text.size);
        if (size < 0 && errno != EINTR)
            return false;
        text.at += size > 0 ? size : 0;
        text.size -= size > 0 ? (size_t)size : 0;
    }
    return true;
}

static int64_t
now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Read the answer to its end.  Its last byte is the state.  `begin`: before the job was
 * sent, so that the child's own alarm never seems early. */
static enum iwmo_comparison_state
read_answer(const struct iwmo_sheet *sheet, int from, int64_t begin,
            struct iwmo_buffer *out)
{
    int64_t most = (int64_t)sheet->seconds * 1000;
    struct pollfd wait = {.fd = from, .events = POLLIN};
    size_t before = out->size;
    char part[65536];

    for (;;) {
        int64_t left = begin + most + GRACE_SECONDS * 1000 - now_ms();
        if (left <= 0 || poll(&wait, 1, (int)left) == 0)
            return IWMO_SHEET_TIMEOUT;
        ssize_t size = read(from, part, sizeof(part));
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            break;
        iwmo_buffer_add(out, part, (size_t)size);
    }
    if (out->failed != IWMO_OK)
        return IWMO_FINDINGS_MANY;
    if (out->size > before && (unsigned char)out->at[out->size - 1] < '\t')
        return (enum iwmo_comparison_state)out->at[--out->size];
    return now_ms() - begin >= most ? IWMO_SHEET_TIMEOUT : IWMO_SHEET_DIED;
}

enum iwmo_comparison_state
iwmo_sheet_run(const struct iwmo_sheet *sheet, struct iwmo_text message,
               struct iwmo_buffer *out)
{
    enum iwmo_comparison_state state = IWMO_SHEET_DIED;
    int file = memfd_create("message", MFD_CLOEXEC);
    int pipes[2] = {-1, -1};

    if (file >= 0 && write_all(file, message) && pipe2(pipes, O_CLOEXEC) == 0) {
        const int job[2] = {file, pipes[1]};
        int64_t begin = now_ms();
        bool is_sent = send_job(sheet->server, job);
        close(pipes[1]);
        if (is_sent)
            state = read_answer(sheet, pipes[0], begin, out);
        close(pipes[0]);
    }
    if (file >= 0)
        close(file);
    return state;
}
