#!/bin/sh
# libmicrohttpd, a form with a file, and a Content-Type with two parameters.
#
# Package    libmicrohttpd12 and libmicrohttpd-dev 0.9.75-6 (Debian 12)
# Behaviour  The same multipart body is given as one part when the header says
#            "multipart/form-data; boundary=XX", and as no part at all when a parameter
#            follows, "...; boundary=XX; charset=utf-8".  Both times each call returns
#            MHD_YES.
# Expected   One part both times (RFC 2045, 5.1: the order of parameters means nothing), or
#            MHD_NO for a body of which nothing was recognised.
# Why        A service that takes uploads answers "received, nothing in it" to a client
#            that did send its message.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -o APT::Sandbox::User=root download -q libmicrohttpd12=0.9.75-6 \
    libmicrohttpd-dev=0.9.75-6 >/dev/null
for package in *.deb; do dpkg -x "$package" root; done
library=$(dirname "$(find "$work/root" -name 'libmicrohttpd.so.12' | head -n 1)")

cat >form.c <<'END'
#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct form {
    struct MHD_PostProcessor *reader;
    int parts;
    int result;
};

static enum MHD_Result
part(void *self, enum MHD_ValueKind kind, const char *name, const char *file,
     const char *type, const char *encoding, const char *bytes, uint64_t at, size_t size)
{
    struct form *form = self;

    (void)kind, (void)name, (void)file, (void)type, (void)encoding, (void)bytes;
    (void)at, (void)size;
    form->parts++;
    return MHD_YES;
}

static enum MHD_Result
answer(void *self, struct MHD_Connection *connection, const char *url, const char *method,
       const char *version, const char *bytes, size_t *size, void **kept)
{
    static struct form form;

    (void)self, (void)url, (void)method, (void)version;
    if (*kept == NULL) {
        form = (struct form){.result = MHD_YES};
        form.reader = MHD_create_post_processor(connection, 1024, part, &form);
        *kept = &form;
        return MHD_YES;
    }
    if (*size > 0) {
        if (MHD_post_process(form.reader, bytes, *size) != MHD_YES)
            form.result = MHD_NO;
        *size = 0;
        return MHD_YES;
    }
    if (MHD_destroy_post_processor(form.reader) != MHD_YES)
        form.result = MHD_NO;
    printf("%d parts, %s\n", form.parts, form.result == MHD_YES ? "MHD_YES" : "MHD_NO");
    struct MHD_Response *empty =
        MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
    enum MHD_Result queued = MHD_queue_response(connection, 200, empty);
    MHD_destroy_response(empty);
    return queued;
}

/* Send a form whose Content-Type ends with `more`, and wait for the answer. */
static void
send_form(unsigned short port, const char *more)
{
    static const char body[] = "--XX\r\nContent-Disposition: form-data; name=\"bericht\"; "
                               "filename=\"a.xml\"\r\n\r\n<a/>\r\n--XX--\r\n";
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    char request[1024];
    int peer = socket(AF_INET, SOCK_STREAM, 0);

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connect(peer, (struct sockaddr *)&to, sizeof(to));
    snprintf(request, sizeof(request),
             "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
             "%zu\r\nContent-Type: multipart/form-data; boundary=XX%s\r\n\r\n%s",
             sizeof(body) - 1, more, body);
    write(peer, request, strlen(request));
    while (read(peer, request, sizeof(request)) > 0)
        continue;
    close(peer);
}

int
main(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, answer, NULL,
                         MHD_OPTION_SOCK_ADDR, &at, MHD_OPTION_END);
    unsigned short port = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port;

    send_form(port, "");
    send_form(port, "; charset=utf-8");
    MHD_stop_daemon(daemon);
    return 0;
}
END
cc -w -I"$work/root/usr/include" -o form form.c "$library/libmicrohttpd.so.12"
LD_LIBRARY_PATH=$library ./form >seen
cat >recorded <<'END'
1 parts, MHD_YES
0 parts, MHD_YES
END
cat seen
cmp seen recorded || { echo 'changed'; exit 1; }
