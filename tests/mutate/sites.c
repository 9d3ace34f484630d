/*
 * sites OUT-FOLDER LIST FILE.c... -- FLAGS: rewrite source so that one site can be
 * wrong.
 *
 * Each FILE is written again under OUT-FOLDER; LIST gets a line per site: number, file,
 * line, column, what is wrong when it is switched on.  The sites, found by clang:
 *
 *   <  <=  >  >=  ==  !=       another comparison (a border moved, or turned round)
 *   &&  ||                     each side taken as if it were not there
 *   +  -  *  +=  -=            the opposite
 *   integer literal            one more
 *   f(...);  a = b;  a++;      left out
 *   return of a truth          the opposite
 *   !a                         a
 *
 * Only inside functions and outside macros; never where C wants a constant.
 */
#include <clang-c/Index.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct insertion {
    unsigned offset;
    int rank;      /* at one offset: closings before openings */
    int order;     /* then outer openings first, inner closings first */
    unsigned drop; /* bytes of the source that the text takes the place of */
    char text[160];
};

struct rewrite {
    const char *path;
    char *source;
    size_t size;
    struct insertion *rows;
    size_t count, capacity;
    int order;
    FILE *list;
    CXFile file;
    CXTranslationUnit unit;
    bool is_function; /* inside the body of one */
    bool returns_truth;
};

static unsigned next_site = 1;

static void
fail(const char *what, const char *about)
{
    fprintf(stderr, "sites: %s: %s\n", about, what);
    exit(1);
}

static struct insertion *
insert(struct rewrite *rewrite, unsigned offset, bool is_closing)
{
    if (rewrite->count == rewrite->capacity) {
        rewrite->capacity = rewrite->capacity * 2 + 256;
        rewrite->rows =
            realloc(rewrite->rows, rewrite->capacity * sizeof(*rewrite->rows));
        if (rewrite->rows == NULL)
            fail("out of memory", rewrite->path);
    }
    struct insertion *row = &rewrite->rows[rewrite->count++];
    int order = rewrite->order++;
    *row = (struct insertion){.offset = offset,
                              .rank = is_closing ? 0 : 1,
                              .order = is_closing ? -order : order};
    return row;
}

/* ---- where things stand ---- */

struct extent {
    unsigned begin, end, line, column;
    bool is_plain; /* in the file itself, not made by a macro */
};

static struct extent
extent_of(const struct rewrite *rewrite, CXCursor cursor)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    CXSourceLocation begin = clang_getRangeStart(range), end = clang_getRangeEnd(range);
    CXFile file, spelled;
    unsigned offset;
    struct extent extent = {0};

    clang_getExpansionLocation(begin, &file, &extent.line, &extent.column,
                               &extent.begin);
    clang_getSpellingLocation(begin, &spelled, NULL, NULL, &offset);
    extent.is_plain = file != NULL && clang_File_isEqual(file, rewrite->file) &&
                      spelled != NULL && clang_File_isEqual(spelled, file) &&
                      offset == extent.begin;
    clang_getExpansionLocation(end, &file, NULL, NULL, &extent.end);
    clang_getSpellingLocation(end, &spelled, NULL, NULL, &offset);
    extent.is_plain = extent.is_plain && file != NULL &&
                      clang_File_isEqual(file, rewrite->file) && offset == extent.end &&
                      extent.end <= rewrite->size && extent.begin < extent.end;
    return extent;
}

static unsigned
note_site(struct rewrite *rewrite, struct extent extent, const char *what)
{
    fprintf(rewrite->list, "%u\t%s\t%u\t%u\t%s\n", next_site, rewrite->path,
            extent.line, extent.column, what);
    return next_site++;
}

/* ---- operators ---- */

struct operator_row {
    const char *sign;
    const char *other;
    bool is_comparison; /* else arithmetic */
};

static const struct operator_row operators[] = {
    {"<=", "<", true},  {">=", ">", true}, {"==", "!=", true},
    {"!=", "==", true}, {"<", "<=", true}, {">", ">=", true},
    {"+", "-", false},  {"-", "+", false}, {"*", "+", false},
};

/* What stands between the two sides, without blanks and comments; NULL when not plain.
 */
static bool
find_sign(const struct rewrite *rewrite, struct extent left, struct extent right,
          char sign[4], unsigned *at)
{
    unsigned i = left.end, used = 0;

    while (i < right.begin && strchr(" \t\n)", rewrite->source[i]) != NULL)
        i++;
    *at = i;
    while (i < right.begin && used < 3 &&
           strchr("<>=!+-*&|", rewrite->source[i]) != NULL)
        sign[used++] = rewrite->source[i++];
    sign[used] = '\0';
    while (i < right.begin && strchr(" \t\n(", rewrite->source[i]) != NULL)
        i++;
    return used > 0 && i == right.begin;
}

static bool
is_number(CXCursor cursor)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(cursor));

    return type.kind >= CXType_Bool && type.kind <= CXType_Int128;
}

static bool
is_pointer(CXCursor cursor)
{
    enum CXTypeKind kind = clang_getCanonicalType(clang_getCursorType(cursor)).kind;

    return kind == CXType_Pointer || kind == CXType_IncompleteArray ||
           kind == CXType_ConstantArray;
}

struct two {
    CXCursor side[3];
    unsigned count;
};

static enum CXChildVisitResult
take_side(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct two *two = data;

    (void)parent;
    if (two->count < 3)
        two->side[two->count] = cursor;
    two->count++;
    return CXChildVisit_Continue;
}

/* An enum or a negative constant as side is a number too; a bit-field has no typeof, so
 * each side is taken as a value. */
static void
rewrite_values(struct rewrite *rewrite, struct extent whole, unsigned at,
               const struct operator_row *row)
{
    char what[32];
    snprintf(what, sizeof(what), "%s becomes %s", row->sign, row->other);
    unsigned site = note_site(rewrite, whole, what);

    snprintf(insert(rewrite, whole.begin, false)->text, 160,
             "({ __auto_type m%ua = (0 ? 0 : (", site);
    struct insertion *middle = insert(rewrite, at, false);
    middle->drop = (unsigned)strlen(row->sign);
    snprintf(middle->text, 160, ")); __auto_type m%ub = (0 ? 0 : (", site);
    snprintf(insert(rewrite, whole.end, true)->text, 160,
             ")); tests_mutant_is(%u) ? m%ua %s m%ub : m%ua %s m%ub; })", site, site,
             row->other, site, site, row->sign, site);
}

static void
rewrite_logical(struct rewrite *rewrite, struct extent whole, struct extent left,
                struct extent right, bool is_and)
{
    const char *not = is_and ? "" : "!", *sign = is_and ? "||" : "&&";
    unsigned first =
        note_site(rewrite, whole, is_and ? "left of && holds" : "left of || fails");
    unsigned second =
        note_site(rewrite, whole, is_and ? "right of && holds" : "right of || fails");

    snprintf(insert(rewrite, left.begin, false)->text, 160,
             "(%stests_mutant_is(%u) %s (", not, first, sign);
    snprintf(insert(rewrite, left.end, true)->text, 160, "))");
    snprintf(insert(rewrite, right.begin, false)->text, 160,
             "(%stests_mutant_is(%u) %s (", not, second, sign);
    snprintf(insert(rewrite, right.end, true)->text, 160, "))");
}

static void
visit_binary(struct rewrite *rewrite, CXCursor cursor)
{
    struct two two = {.count = 0};
    char sign[4];
    unsigned at;

    clang_visitChildren(cursor, take_side, &two);
    if (two.count != 2)
        return;
    struct extent whole = extent_of(rewrite, cursor);
    struct extent left = extent_of(rewrite, two.side[0]);
    struct extent right = extent_of(rewrite, two.side[1]);
    if (!whole.is_plain || left.begin != whole.begin || right.end != whole.end ||
        !find_sign(rewrite, left, right, sign, &at))
        return;
    if (strcmp(sign, "&&") == 0 || strcmp(sign, "||") == 0) {
        if (left.is_plain && right.is_plain)
            rewrite_logical(rewrite, whole, left, right, sign[0] == '&');
        return;
    }
    bool are_numbers = is_number(two.side[0]) && is_number(two.side[1]);
    bool are_pointers = is_pointer(two.side[0]) && is_pointer(two.side[1]);
    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++)
        if (strcmp(sign, operators[i].sign) == 0 &&
            (are_numbers || (operators[i].is_comparison && are_pointers))) {
            if (are_pointers && i > 3)
                return;
            rewrite_values(rewrite, whole, at, &operators[i]);
            return;
        }
}

/* ---- the rest ---- */

static void
visit_literal(struct rewrite *rewrite, CXCursor cursor, bool is_index)
{
    struct extent extent = extent_of(rewrite, cursor);

    if (!extent.is_plain || strchr("0123456789", rewrite->source[extent.begin]) == NULL)
        return;
    if (extent.begin > 0 && rewrite->source[extent.begin - 1] == '[' && !is_index)
        return; /* how many there are, or which one is meant */
    unsigned site = note_site(rewrite, extent, "one more");
    snprintf(insert(rewrite, extent.begin, false)->text, 160, "(");
    snprintf(insert(rewrite, extent.end, true)->text, 160, " + tests_mutant_is(%u))",
             site);
}

static void
visit_not(struct rewrite *rewrite, CXCursor cursor)
{
    struct extent extent = extent_of(rewrite, cursor);

    if (!extent.is_plain || rewrite->source[extent.begin] != '!')
        return;
    unsigned site = note_site(rewrite, extent, "without !");
    snprintf(insert(rewrite, extent.begin, false)->text, 160,
             "(tests_mutant_is(%u) != (_Bool)(", site);
    snprintf(insert(rewrite, extent.end, true)->text, 160, "))");
}

static void
visit_return(struct rewrite *rewrite, CXCursor cursor)
{
    struct two value = {.count = 0};

    clang_visitChildren(cursor, take_side, &value);
    if (value.count != 1 || !rewrite->returns_truth)
        return;
    struct extent extent = extent_of(rewrite, value.side[0]);
    if (!extent.is_plain)
        return;
    unsigned site = note_site(rewrite, extent, "returns the opposite");
    snprintf(insert(rewrite, extent.begin, false)->text, 160,
             "tests_mutant_is(%u) != (_Bool)(", site);
    snprintf(insert(rewrite, extent.end, true)->text, 160, ")");
}

/* A statement of a block that is an expression. */
static void
visit_statement(struct rewrite *rewrite, CXCursor cursor)
{
    struct extent extent = extent_of(rewrite, cursor);

    if (!extent.is_plain || rewrite->source[extent.end] != ';' ||
        rewrite->source[extent.begin] == '(')
        return;
    unsigned site = note_site(rewrite, extent, "left out");
    snprintf(insert(rewrite, extent.begin, false)->text, 160,
             "if (!tests_mutant_is(%u)) ", site);
}

static bool
is_expression_statement(enum CXCursorKind kind)
{
    return kind == CXCursor_CallExpr || kind == CXCursor_BinaryOperator ||
           kind == CXCursor_CompoundAssignOperator || kind == CXCursor_UnaryOperator;
}

static bool
is_truth(CXType type)
{
    return clang_getCanonicalType(type).kind == CXType_Bool;
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent,
                                     CXClientData data);

static void
visit_inside(struct rewrite *rewrite, CXCursor cursor)
{
    clang_visitChildren(cursor, visit, rewrite);
}

/* Of `case 3: statement` only the statement. */
static enum CXChildVisitResult
visit_case_part(CXCursor cursor, CXCursor parent, CXClientData data)
{
    if (!clang_isExpression(clang_getCursorKind(cursor)) ||
        clang_getCursorKind(cursor) == CXCursor_CallExpr)
        return visit(cursor, parent, data);
    return CXChildVisit_Continue;
}

static void
visit_function(struct rewrite *rewrite, CXCursor cursor)
{
    rewrite->returns_truth = is_truth(clang_getCursorResultType(cursor));
    rewrite->is_function = true;
    visit_inside(rewrite, cursor);
    rewrite->is_function = false;
}

static bool
wants_constant(CXCursor cursor)
{
    return clang_getCursorKind(cursor) == CXCursor_VarDecl &&
           (clang_Cursor_getStorageClass(cursor) == CX_SC_Static ||
            clang_getCursorType(cursor).kind == CXType_ConstantArray);
}

/* Of the compiler or the processor, which may want its arguments written out. */
static bool
is_builtin_call(CXCursor cursor)
{
    CXString name = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(name);
    bool is_builtin =
        clang_getCursorKind(cursor) == CXCursor_CallExpr && text != NULL &&
        (strncmp(text, "__builtin_", 10) == 0 || strncmp(text, "_mm", 3) == 0);

    clang_disposeString(name);
    return is_builtin;
}

static enum CXChildVisitResult
visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct rewrite *rewrite = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    if (kind == CXCursor_FunctionDecl) {
        if (clang_isCursorDefinition(cursor) &&
            clang_Location_isFromMainFile(clang_getCursorLocation(cursor)))
            visit_function(rewrite, cursor);
        return CXChildVisit_Continue;
    }
    if (!rewrite->is_function || wants_constant(cursor) || kind == CXCursor_EnumDecl ||
        kind == CXCursor_StructDecl || kind == CXCursor_ParmDecl ||
        kind == CXCursor_StaticAssert || kind == CXCursor_UnaryExpr ||
        is_builtin_call(cursor))
        return CXChildVisit_Continue;
    if (kind == CXCursor_CaseStmt) {
        clang_visitChildren(cursor, visit_case_part, data);
        return CXChildVisit_Continue;
    }
    if (clang_getCursorKind(parent) == CXCursor_CompoundStmt &&
        is_expression_statement(kind))
        visit_statement(rewrite, cursor);
    if (kind == CXCursor_ReturnStmt)
        visit_return(rewrite, cursor);
    else if (kind == CXCursor_BinaryOperator)
        visit_binary(rewrite, cursor);
    else if (kind == CXCursor_IntegerLiteral)
        visit_literal(rewrite, cursor,
                      clang_getCursorKind(parent) == CXCursor_ArraySubscriptExpr);
    else if (kind == CXCursor_UnaryOperator)
        visit_not(rewrite, cursor);
    visit_inside(rewrite, cursor);
    return CXChildVisit_Continue;
}

/* ---- files ---- */

static int
by_place(const void *a, const void *b)
{
    const struct insertion *x = a, *y = b;

    if (x->offset != y->offset)
        return x->offset < y->offset ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank - y->rank;
    return x->order < y->order ? -1 : 1;
}

static void
read_source(struct rewrite *rewrite)
{
    FILE *file = fopen(rewrite->path, "rb");
    struct stat about;

    if (file == NULL || fstat(fileno(file), &about) != 0)
        fail("cannot be read", rewrite->path);
    rewrite->size = (size_t)about.st_size;
    rewrite->source = calloc(1, rewrite->size + 1);
    if (rewrite->source == NULL ||
        fread(rewrite->source, 1, rewrite->size, file) != rewrite->size)
        fail("cannot be read", rewrite->path);
    fclose(file);
}

/* The folders of a path below one that exists. */
static void
make_folders(const char *path)
{
    char folder[4096];

    for (const char *slash = strchr(path + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
        mkdir(folder, 0777);
    }
}

static void
write_result(struct rewrite *rewrite, const char *folder)
{
    char path[4096];
    snprintf(path, sizeof(path), "%s/%s", folder, rewrite->path);
    make_folders(path);
    FILE *out = fopen(path, "wb");
    size_t at = 0;

    if (out == NULL)
        fail("cannot be written", path);
    qsort(rewrite->rows, rewrite->count, sizeof(*rewrite->rows), by_place);
    fprintf(out, "#include \"mutate/mutant.h\"\n#line 1 \"%s\"\n", rewrite->path);
    for (size_t i = 0; i < rewrite->count; i++) {
        const struct insertion *row = &rewrite->rows[i];
        fwrite(rewrite->source + at, 1, row->offset - at, out);
        fputs(row->text, out);
        at = row->offset + row->drop;
    }
    fwrite(rewrite->source + at, 1, rewrite->size - at, out);
    if (fclose(out) != 0)
        fail("cannot be written", path);
}

static void
rewrite_file(CXIndex index, const char *path, const char *folder, FILE *list,
             const char *const *flags, int flag_count)
{
    struct rewrite rewrite = {.path = path, .list = list};

    read_source(&rewrite);
    if (clang_parseTranslationUnit2(index, path, flags, flag_count, NULL, 0, 0,
                                    &rewrite.unit) != CXError_Success)
        fail("clang cannot read it", path);
    rewrite.file = clang_getFile(rewrite.unit, path);
    clang_visitChildren(clang_getTranslationUnitCursor(rewrite.unit), visit, &rewrite);
    write_result(&rewrite, folder);
    clang_disposeTranslationUnit(rewrite.unit);
    free(rewrite.rows);
    free(rewrite.source);
}

int
main(int argc, char **argv)
{
    int dashes = 3;

    while (dashes < argc && strcmp(argv[dashes], "--") != 0)
        dashes++;
    if (argc < 4 || dashes == argc) {
        fputs("usage: sites OUT-FOLDER LIST FILE.c... -- FLAGS\n", stderr);
        return 2;
    }
    FILE *list = fopen(argv[2], "w");
    if (list == NULL)
        fail("cannot be written", argv[2]);
    CXIndex index = clang_createIndex(0, 1);
    for (int i = 3; i < dashes; i++)
        rewrite_file(index, argv[i], argv[1], list,
                     (const char *const *)argv + dashes + 1, argc - dashes - 1);
    clang_disposeIndex(index);
    return fclose(list) == 0 ? 0 : 1;
}
