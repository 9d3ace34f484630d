#ifndef TESTS_CASES_CASE_H
#define TESTS_CASES_CASE_H

/*
 * Case: a story of messages between parties, as text that people read.
 *
 * A file holds one case and its variants.  Indentation and empty lines are free, `#`
 * starts a comment line.
 *
 *   case C01 Extend the end date
 *   bsn 999900006
 *   setting vaste-velden=weiger     an option of `iwmo receive` and `iwmo send`
 *   release 2.3                     of its messages; 3.2 when it does not say
 *
 *   2023-01-01 G > P 301
 *       TP 667899 02/02A03 2023-01-01..2023-06-30 3/04/2
 *     P: TP 667899 new NEW_CLIENT intake full
 *     both: allocation 667899 ACTIVE
 *
 *   variant a after 2: what differs from here on
 *
 * `after 2`: the first two steps of the case go before it; without it none do.  A case
 * without steps of its own is only its variants.
 *
 * PARTIES  G 0384, G2 0363 (gemeenten); P 65656055, P2 42420001 (aanbieders).  X 9999
 * is nobody, and only a receiver's name in a header.
 *
 * STEPS
 *   DATE FROM > TO NNN WORD...   a message, made, sent and received on DATE; its
 *                                retour goes back on the next working day
 *   DATE FROM > TO again N ...   the file of step N once more; with ident=new its
 *                                content under a new Identificatie
 *   DATE deliver N               the file of step N, which was not received before
 *   DATE retour N                the answer to the message of step N, once more
 *   DATE send N                  the file of step N, which was by-hand, is sent after
 * all DATE look                    nothing happens; only claims DATE P restore 667899
 * a person restores a removed number DATE P granted V-001         and takes an open
 * request of P as granted DATE P intake done           the intake of the client took
 * place Words: bsn= ident= dagtekening= received=DATE|never retour=lost; of a 317 ref=
 * reden=; of a 323 DN= over=2026-04 (or a period) total=100D (default: the signed sum)
 *   release=2.3   of this message
 *   b=700         BeschikkingNummer of a 301 of release 2.3; b= of a record there:
 *                 its own (absent otherwise)
 *   client=9      StatusAanlevering of the Client in a 305 or 307 of 2.3; 1
 *   kind=448      of a 303: BerichtCode; 416.  DN= is its DeclarantFactuurNummer;
 *                 bureau= its Servicebureau
 *   by-hand       not through `iwmo send`: the sender's books do not know it
 *   no-contract   the sender's own check has no register of contracts
 *   unchecked     the receiver has none
 *   to=P          whatever the Ontvanger says, P gets it
 *
 * RECORDS  NR a ToewijzingNummer, `02/02A03` or `02/-` a product, BEGIN..EIND a period
 * (EIND may be absent), V/E/F an Omvang.  What is absent is an absent element.
 *   TP NR product period V/E/F budget= rw= ref= t=2026-01-05T10:00:00
 *                                ToegewezenProduct; t: 10:00:00 on the day of its step
 *   SP NR product in= begin= st=                StartProduct; st: 1
 *   ST NR product in= begin= reden= eind= st=   StopProduct
 *   AP ref= product period V/E/F budget= beschikking= vanaf= verwijzer=
 *   OD NR                        OngewijzigdProduct
 *   TW NR from= eind= V/E/F budget=             TeWijzigenProduct
 *   NW product period V/E/F budget=             NieuwProduct
 *   AN ref= antwoord= reden=     Antwoord
 *   PR ref= NR product period V/E tarief= bedrag=62550C vorig= bsn=
 *                                Prestatie; D unless it says C
 *
 * CLAIMS belong to the step above them and are judged when it is over.
 *   302: accepted
 *   306: Header 0200, Client 0200, StartProduct 9074 and 9326
 *        every class with codes, in document order; `Prestatie[RN1]` names the record;
 *        `at least StartProduct 9339 and 9340` allows other codes beside them,
 *        `some of StartProduct 9339 and 9340` leaves codes out, but not all;
 *        in a 325 also: ingediend 58000 D, toegekend 34000 D
 *   no retour                   refused at level 1
 *   own check: OP380 9379       `iwmo send` refuses, for these reasons; it is delivered
 *                               (by hand) only if a retour is claimed too
 * Without such a line the message is accepted.  What the receiver is to refuse is
 * refused by the sender's own check too, unless the step is by-hand.
 *   P: TP 667899 new NEW_CLIENT intake full      what `iwmo receive` says of a record:
 *        its verdict, outcome, intake; `reason 36` for the 307 that is to follow; any
 *        part may be left out; `says TEXT` ends it
 *   P: status duplicate;  P: verdict RESEND      what it says of the message
 *   P: note IW-H01;  P: no note IW-H01;  P: skipped TR418
 *   both: allocation 667899 ACTIVE until 2023-12-31 volume 3 budget 1
 *   G: delivery 667899 STOPPED since 2023-01-05 until 2023-06-17 reason 19
 *   G: request V-001 OPEN due 2026-03-09
 *   G: line 667899 2026-03-01..2026-03-31 62550 APPROVED
 *   G: declared 667899 volume 23 bedrag 1;  left 667899 volume 4
 *   P: intakes open 1 total 1 full 1 short 0
 *   P: due 307 2026-04-08 overdue about 667899;  P: not due 305;  P: nothing due
 *        kinds as `iwmo deadlines --strict` has them; notices are no tasks
 *   P: notice 305 2026-01-12                     without --strict
 * `G2/667899` is a number of another gemeente than G.
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { CASE_MAX_STEPS = 100, CASE_MAX_PLAYS = 40 };

struct case_field {
    const char *key, *value;
    struct case_field *next;
};

struct case_record {
    int line;
    const char *kind; /* "TP" */
    struct case_field *fields;
    struct case_record *next;
};

struct case_claim {
    int line;
    const char *text;
    struct case_claim *next;
};

enum case_act {
    CASE_MESSAGE,
    CASE_AGAIN,
    CASE_DELIVER,
    CASE_RETOUR,
    CASE_SEND,
    CASE_LOOK,
    CASE_REMEDY,
    CASE_INTAKE_DONE
};

struct case_step {
    int line;
    int number; /* 1-based in its play */
    enum case_act act;
    const char *date, *from, *to;
    const char *message; /* "301" */
    int again;           /* number of the step whose file it is */
    const char *about;   /* what a person decides about: a number, a reference */
    struct case_record words;
    struct case_record *records;
    struct case_claim *claims;
};

/* A case or one of its variants, with all steps from the beginning. */
struct case_play {
    const char *name; /* "C01", "C01a" */
    const char *title, *bsn;
    const char *setting; /* "vaste-velden=weiger", NULL */
    const char *release; /* "2.3" */
    struct case_step *steps[CASE_MAX_STEPS];
    size_t count;
};

struct case_file {
    struct case_play plays[CASE_MAX_PLAYS];
    size_t count;
    char error[200]; /* "12: what is wrong"; "": nothing */
};

/* Parse NUL-terminated text; all lives in the arena.  False: file->error tells why. */
bool case_parse(struct iwmo_arena *arena, const char *text, struct case_file *file);

/* Value of a field, NULL when absent. */
const char *case_get(const struct case_record *record, const char *key);
bool case_has(const struct case_record *record, const char *key);

#endif
