# iwmo: a validator for the Dutch iWmo messages.
# Yours: CC CFLAGS CPPFLAGS LDFLAGS PREFIX LIBDIR PYTHONDIR DESTDIR.  Ours: all other names.
# `make demo` and `make check` first install the Debian packages that are missing.
VERSION   := 0.1.0
SOVERSION := 0
CFLAGS    ?= -O2 -g
PREFIX    ?= /usr/local
PYTHONDIR ?= $(PREFIX)/lib/python3/dist-packages
LIBDIR    ?= $(PREFIX)/lib
DEPS      := libxml-2.0 libxslt libexslt libcrypto jansson sqlite3
WARN      := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
             -Wmissing-prototypes -Wwrite-strings -Wvla -Wformat=2

# Asked of the tools once, and only when a recipe needs it: `make deps` has no tools yet.
once = $(eval $(1) := $(shell $(2)))$($(1))
quote = '$(subst ','\'',$(1))'# one word for the shell, whatever is in it
try  = $(CC) $(CFLAGS) -Werror $(1) -fsyntax-only -include stdio.h -x c /dev/null \
       2>/dev/null && echo "$(1)"
DEPS_CFLAGS = $(call once,DEPS_CFLAGS,pkg-config --cflags $(DEPS))
DEPS_LIBS   = $(call once,DEPS_LIBS,pkg-config --libs $(DEPS))
TEST_LIBS   = $(call once,TEST_LIBS,pkg-config --libs criterion)
# The program loads its libraries when it needs them (cli/late/late.h), under the names that they
# have where it is built (SONAMES); LATE=no links them, as libiwmo does.
LATE = yes
HARDEN = $(call once,HARDEN,$(foreach f,-fstack-clash-protection -fcf-protection,\
         $(call try,$f);) $(call try,-D_FORTIFY_SOURCE=3) || \
         { $(call try,-D_FORTIFY_SOURCE=2); })
XML    = $(call once,XML,pkg-config --libs libxml-2.0)

B     := build/plain
FLAGS  = -std=c17 -D_GNU_SOURCE -DIWMO_VERSION='"$(VERSION)"' $(WARN) -Iiwmo -Ibuild/gen \
         -Ibuild/embed -MMD -MP -fPIC -fvisibility=hidden $(call quote,-ffile-prefix-map=$(CURDIR)=.) \
         -fstack-protector-strong $(if $(WERROR),-Werror) $(DEPS_CFLAGS) $(EXTRA)
EXTRA  = $(HARDEN)
LINK  := -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
MODE  := plain
ifdef SAN
B     := build/san
MODE  := san
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
EXTRA  = $(SANITIZE) -fno-omit-frame-pointer
LINK  += $(SANITIZE)
endif

LIB_SRC  := $(filter-out iwmo/xsdc/xsdc.c iwmo/xsdc/emit%.c iwmo/xsdc/difference.c \
            iwmo/cli/%,\
            $(wildcard iwmo/*/*.c))
ifdef MUTATE
LIB_SRC  += tests/mutate/mutant.c
LINK     += -fsanitize=leak
endif
TOOL_SRC := $(wildcard $(patsubst %,iwmo/%/*.c,base standard schema regex xsdc))
CLI_SRC  := $(wildcard iwmo/cli/*.c $(if $(filter no,$(LATE)),,iwmo/cli/late/*.c))
TEST_SRC := $(filter-out tests/fuzz/% tests/bench/% tests/mutate/%,$(wildcard tests/*.c tests/*/*.c))
BENCHES  := $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
FUZZERS  := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
SOURCES  := $(wildcard iwmo/*.h iwmo/*/*.[ch] iwmo/cli/*/*.[ch] tests/*.[ch] tests/*/*.[ch])
Q = $(if $(V),,@echo '  $@';) # V=1 shows the commands
obj = $(patsubst %.c,$(B)/obj/%.o,$(1))

RULES := build/rules-nl.html build/rules-en.html
# Dutch manuals, of the commands that a back-office uses: made from the same rows as the help
NL_MAN := $(patsubst %,build/man/nl/iwmo-%.1,receive send status intake deadlines generate convert \
    retour explain ledger)
all: $(B)/iwmo $(B)/libiwmo.a $(B)/libiwmo.so $(RULES) $(NL_MAN)

# The tables come first: make reads build/gen.mk, so it makes it, and starts again.  Tables
# that did not change keep their date.
ifneq ($(filter-out check clean demo deps format layers trace,$(or $(MAKECMDGOALS),all)),)
include build/gen.mk
endif
build/gen.mk: build/tool/xsdc $(wildcard xsd xsd/* xsd/*/*.xsd)
	@rm -rf build/gen.new && mkdir -p build/gen.new
	$(Q)build/tool/xsdc build/gen.new xsd
	@diff -rq build/gen.new build/gen >/dev/null 2>&1 || \
	    { rm -rf build/gen && mv build/gen.new build/gen; }
	@echo GEN_SRC := build/gen/*.c >$@
build/tool/xsdc: $(patsubst %.c,build/tool/obj/%.o,$(TOOL_SRC))
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(XML)
build/tool/obj/%.o: override EXTRA :=
build/tool/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(FLAGS) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# Texts that the program carries, as lines of C.
EMBED := $(patsubst iwmo/report/%.json,build/embed/%.inc,$(wildcard iwmo/report/*.json)) \
         $(patsubst transforms/%.xsl,build/embed/%.inc,$(wildcard transforms/*.xsl)) \
         $(patsubst iwmo/ledger/%.sql,build/embed/%-sql.inc,$(wildcard iwmo/ledger/*.sql))
LINES  = @mkdir -p $(@D); sed 's/[\\"]/\\&/g; s/.*/"&",/' $< >$@
build/embed/%.inc: iwmo/report/%.json
	$(LINES)
build/embed/%.inc: transforms/%.xsl
	$(LINES)
build/embed/%-sql.inc: iwmo/ledger/%.sql
	$(LINES)

# libxml2.so.2 or libxml2.so.16?  What the linker notes in something that is linked with all.
SONAMES := build/embed/sonames.h
$(SONAMES): Makefile
	@mkdir -p $(@D)
	@echo 'int main(void) { return 0; }' | $(CC) $(CFLAGS) $(LDFLAGS) -Wl,--no-as-needed -x c - \
	    -o $(@D)/linked -x none $(DEPS_LIBS)
	@readelf -d $(@D)/linked | sed -n 's/.*(NEEDED).*\[lib\([a-z]*\)\(.*\)\]/\1 lib\1\2/p' | awk \
	    '{ printf "#define IWMO_SONAME_%s \"%s\"\n", $$1, $$2 }' >$@.new
	@rm $(@D)/linked && mv $@.new $@

$(B)/obj/%.o: %.c Makefile | $(EMBED) $(SONAMES)
	@mkdir -p $(@D)
	$(Q)$(CC) $(FLAGS) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<
$(B)/obj/tests/%.o: FLAGS += -Itests -DIWMO_PROGRAM='"$(B)/iwmo"'
$(B)/libiwmo.a: $(call obj,$(LIB_SRC) $(GEN_SRC))
	@rm -f $@
	$(Q)$(AR) rcsD $@ $^
$(B)/libiwmo.so: $(call obj,$(LIB_SRC) $(GEN_SRC))
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -shared -Wl,-soname,libiwmo.so.$(SOVERSION) -o $@ $^ \
	    $(DEPS_LIBS) -pthread
$(B)/iwmo: $(call obj,$(CLI_SRC)) $(B)/libiwmo.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -pie -o $@ $^ $(if $(filter no,$(LATE)),$(DEPS_LIBS)) -pthread
build/man/nl/iwmo-%.1: $(B)/iwmo
	@mkdir -p $(@D)
	$(Q)LC_ALL=nl $(B)/iwmo help $* --man >$@.new && mv $@.new $@
build/rules-%.html: $(B)/iwmo
	$(Q)$(B)/iwmo explain --all --format html --lang $* -o $@
$(B)/test: $(call obj,$(TEST_SRC)) $(B)/libiwmo.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -pie -o $@ $^ $(DEPS_LIBS) $(TEST_LIBS) -pthread
$(B)/example: iwmo/api/example/example.c iwmo/iwmo.h $(B)/libiwmo.a
	$(Q)$(CC) $(FLAGS) $(CFLAGS) $(LDFLAGS) $(LINK) -pie -o $@ $(filter-out %.h,$^) $(DEPS_LIBS) -pthread
$(B)/bench/%: $(B)/obj/tests/bench/%.o $(B)/libiwmo.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -pie -o $@ $^ $(DEPS_LIBS) -pthread
$(B)/fuzz_%: $(B)/obj/tests/fuzz/fuzz_%.o $(B)/libiwmo.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -fsanitize=fuzzer -o $@ $^ $(DEPS_LIBS) -pthread

# IWMO_MUTANTS=n: mutants per message type for the two judges.
test: all $(B)/test $(B)/example # ONLY='suite/test' takes a glob
	@sh tests/run.sh $(MODE) $(B)/test $(if $(ONLY),--filter '$(ONLY)')
soak: # ten thousand tales: in other orders, and against the second opinion; TALES=n
	@IWMO_TALES=$(or $(TALES),10000) IWMO_ORDERS=$(or $(TALES),10000) \
	    $(MAKE) --no-print-directory test ONLY='@(oracle|orders)/*'
valgrind: all $(B)/test $(B)/example # QUICK: suites that reach all of our memory and end in minutes
	@sh tests/run.sh valgrind $(B)/test --filter '$(or $(ONLY),@($(QUICK))/*)'
QUICK := arena|text|error|digest|index|node|path|finding|reader|builder|window|sniff|$(strip \
         )decoder|identity|writer|scan|stream|prolog|opening|vocabulary|tap|iwmo|facts|shape|$(strip \
         )rejection|decision|lookup|output|inputs|api

fuzzers: # all of them, built for clang's libFuzzer
	@$(MAKE) SAN=1 CC=clang B=build/fuzz SANITIZE='-fsanitize=address,undefined \
	    -fno-sanitize-recover=all' EXTRA='$$(SANITIZE) -fsanitize=fuzzer-no-link' \
	    $(addprefix build/fuzz/fuzz_,$(or $(T),$(FUZZERS)))
fuzz: fuzzers # T=reader SECONDS=60 SEED=n; without T all, and a million mutants for the two readers
	@sh tests/fuzz.sh seconds=$(or $(SECONDS),60) $(or $(T),$(FUZZERS))
	$(if $(T),,@IWMO_READER_MUTANTS=$(or $(MUTANTS),42000) $(MAKE) test ONLY='readers/*mutants*')

# Every file of the program written again, so that one place of it can be wrong: see
# tests/mutate.sh, which alone calls the rules of this part.
CLANG = $(call once,CLANG,llvm-config --prefix 2>/dev/null || ls -d /usr/lib/llvm-* | sort -V | tail -n 1)
ifdef MUTATE
$(B)/obj/iwmo/%.o: $(B)/src/iwmo/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(FLAGS) -Itests -w $(CPPFLAGS) $(CFLAGS) -c -o $@ $<
endif
$(B)/sites: tests/mutate/sites.c
	$(Q)$(CC) $(WARN) -isystem $(CLANG)/include $(CFLAGS) -o $@ $< $(CLANG)/lib/libclang.so \
	    -Wl,-rpath,$(CLANG)/lib
$(B)/plan: tests/mutate/plan.c
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $<
rewrite: $(EMBED)
	@$(B)/sites $(B)/src $(B)/sites.tsv $(LIB_SRC) $(CLI_SRC) -- $(filter-out -MMD -MP $(HARDEN),$(FLAGS))
mutate: # N=100 SEED=1 FOLDER=flow: wrong programs that the tests must notice
	@MAKE='$(MAKE)' sh tests/mutate.sh $(or $(N),100) $(or $(SEED),$$(date +%s)) $(FOLDER)

bench: all $(BENCHES)
	@IWMO=$(B)/iwmo B=$(B) sh tests/bench.sh $(BENCHES) $(sort $(wildcard tests/bench/*.sh))
bench-count: $(B)/bench/inprocess # instructions per message; UPDATE=1 keeps them
	@sh tests/count.sh $<
cover:
	@$(MAKE) B=build/cover CFLAGS='-O0 -g --coverage' test
	gcovr -r . --object-directory build/cover -e tests/ -e build/ -s \
	    --html-details build/cover/index.html

lint: layers trace tidy
	cppcheck -q --std=c11 --error-exitcode=1 --inline-suppr --library=posix -j $$(nproc) \
	    --enable=warning,performance,portability --suppress=missingIncludeSystem --suppress=readdirCalled \
	    --suppress=normalCheckLevelMaxBranches \
	    -D_GNU_SOURCE -Iiwmo -Ibuild/gen iwmo
tidy: # every file of its own, so all cores work; cli/late/ is rows, named by others
	@printf '%s\n' $(filter-out tests/% iwmo/cli/late/%,$(filter %.c,$(SOURCES))) | xargs -P $$(nproc) -I{} \
	    clang-tidy --quiet {} -- $(filter-out -MMD -MP $(HARDEN),$(FLAGS)) 2>build/tidy.err || \
	    { grep -v 'warnings\? generated' build/tidy.err; exit 1; }
layers: # nobody includes upward; siblings share a line in iwmo/layers.txt
	@grep '#include "' iwmo/*/*.[ch] | awk 'NR == FNR { for (i = 1; i <= NF; i++) \
	    rank[$$i] = NR; next } !($$2 in rank) || $$2 != $$5 && rank[$$5] >= rank[$$2] \
	    { print; bad = 1 } END { exit bad }' iwmo/layers.txt FS='[/:"]' -
trace: # rules without fixtures, fixtures without rules
	@if test -e tests/trace.sh; then sh tests/trace.sh; fi
format:
	clang-format -i $(SOURCES)

deps: # WHAT=build: only what `make` itself needs
	@sh .ci/deps $(or $(WHAT),check)
demo:
	@$(MAKE) --no-print-directory deps WHAT=build
	@$(MAKE) --no-print-directory all
	@sh tests/demo.sh $(B)/iwmo
check: # FUZZ_RUNS=3000
	@$(MAKE) --no-print-directory deps WHAT=check
	@MAKE='$(MAKE)' sh tests/check.sh

D = $(call quote,$(DESTDIR)$(PREFIX))
L = $(call quote,$(DESTDIR)$(LIBDIR))
Y = $(call quote,$(DESTDIR)$(PYTHONDIR))
SHARE := share/bash-completion/completions share/doc/iwmo share/iwmo share/man/man1 \
    share/man/nl/man1
install: all
	install -d $D/bin $D/include $(addprefix $D/,$(SHARE)) $L/pkgconfig $Y
	install $(B)/iwmo $D/bin/iwmo
	install -m 644 iwmo/iwmo.h $D/include/iwmo.h
	install -m 644 iwmo/api/python/iwmo.py $Y/iwmo.py
	install -m 644 iwmo/api/example/example.c $D/share/doc/iwmo/example.c
	install -m 644 $(B)/libiwmo.a $L/libiwmo.a
	install -m 644 $(B)/libiwmo.so $L/libiwmo.so.$(VERSION)
	ln -sf libiwmo.so.$(VERSION) $L/libiwmo.so.$(SOVERSION)
	ln -sf libiwmo.so.$(SOVERSION) $L/libiwmo.so
	sed -e $(call quote,s|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@VERSION@|$(VERSION)|) \
	    -e 's|@DEPS@|$(DEPS)|' iwmo/iwmo.pc.in >$L/pkgconfig/iwmo.pc
	for page in iwmo/cli/*.1; do sed 's|@VERSION@|$(VERSION)|' $$page \
	    >$D/share/man/man1/$${page##*/} || exit; done
	install -m 644 $(NL_MAN) $D/share/man/nl/man1
	install -m 644 iwmo/cli/iwmo.bash $D/share/bash-completion/completions/iwmo
	install -m 644 README.md LICENSE $(RULES) $D/share/doc/iwmo
	$(if $(wildcard iwmo/*/*.schema.json),install -m 644 $(wildcard iwmo/*/*.schema.json) \
	    $D/share/iwmo)
uninstall:
	rm -rf $D/bin/iwmo $D/include/iwmo.h $Y/iwmo.py $L/libiwmo.* $L/pkgconfig/iwmo.pc \
	    $D/share/doc/iwmo $D/share/iwmo $D/share/man/man1/iwmo.1 $D/share/man/man1/iwmo-*.1 \
	    $D/share/man/nl/man1/iwmo-*.1 \
	    $D/share/bash-completion/completions/iwmo
clean:
	rm -rf build

.PHONY: all bench bench-count check clean cover demo deps format fuzz fuzzers install layers lint soak \
	mutate rewrite test tidy trace uninstall valgrind
.DELETE_ON_ERROR:
.SECONDARY:
-include $(shell find build/tool/obj $(B)/obj -name '*.d' 2>/dev/null)
