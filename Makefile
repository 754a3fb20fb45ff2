# ncmec-pdf: "make help" lists the targets.

CC ?= cc
BUILD ?= build
STAGES ?= base data template text layout pdf
WARNINGS = -Wall -Wextra -Wshadow -Wconversion -Werror
CPPFLAGS += -Iinclude -D_GNU_SOURCE
CFLAGS ?= -O2 -g
ALL_CFLAGS = -std=c11 $(WARNINGS) $(CFLAGS)
LIBS = -lhpdf -lharfbuzz-subset -lharfbuzz -lhyphen -lunibreak -lmd4c -lyaml -ldeflate

LIB_SOURCES = $(foreach stage,$(STAGES),$(wildcard src/$(stage)/*.c)) $(filter-out src/main.c,$(wildcard src/*.c))
LIB_OBJECTS = $(LIB_SOURCES:%.c=$(BUILD)/%.o)
UNIT_SOURCES = $(wildcard tests/unit/*_test.c)
UNITS = $(UNIT_SOURCES:%.c=$(BUILD)/%)

all: $(BUILD)/ncmec-pdf

$(BUILD)/ncmec-pdf: $(BUILD)/src/main.o $(BUILD)/libncmec.a
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libncmec.a: $(LIB_OBJECTS)
	rm -f $@
	ar rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/unit/%_test: $(BUILD)/tests/unit/%_test.o $(BUILD)/libncmec.a
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka

unit: $(UNITS)
	@for test in $(UNITS); do $$test || exit 1; done

clean:
	rm -rf $(BUILD)

.PHONY: all unit clean
.SECONDARY:
-include $(LIB_OBJECTS:.o=.d) $(BUILD)/src/main.d $(UNIT_SOURCES:%.c=$(BUILD)/%.d)
