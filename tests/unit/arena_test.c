/* The arena: zeroed, aligned, kept through growth, and an end with a message when memory runs out. */
#include "ncmec/base.h"
#include "tests/tools/case.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Under AddressSanitizer too, memory that cannot be had is NULL. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static void allocations_are_zeroed_and_aligned(void **state)
{
    (void)state;
    Arena *a = arena_new();
    for (size_t size = 1; size < 100000; size = size * 3 + 1) {
        unsigned char *bytes = arena_alloc(a, size);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(bytes[i], 0);
        memset(bytes, 0xAA, size);
    }
    arena_free(a);
}

static void memory_is_zeroed_again_after_a_reset(void **state)
{
    (void)state;
    Arena *a = arena_new();
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 50; i++) {
            unsigned char *bytes = arena_alloc(a, 1000);
            for (size_t k = 0; k < 1000; k++)
                assert_int_equal(bytes[k], 0);
            memset(bytes, 0x55, 1000);
        }
        assert_true(arena_bytes(a) >= 50 * 1000);
        arena_reset(a);
        assert_int_equal(arena_bytes(a), 0);
    }
    /* One larger than any block, then again from the start. */
    memset(arena_alloc(a, 5 << 20), 1, 5 << 20);
    arena_reset(a);
    assert_int_equal(*(unsigned char *)arena_alloc(a, 1), 0);
    arena_free(a);
}

static void going_back_keeps_what_is_older(void **state)
{
    (void)state;
    Arena *a = arena_new();
    for (size_t before = 0; before < 300000; before = before * 3 + 1) {
        char *older = before ? arena_alloc(a, before) : NULL;
        if (older)
            memset(older, 'o', before);
        ArenaMark mark = arena_mark(a);
        size_t bytes = arena_bytes(a);
        for (int round = 0; round < 3; round++) {
            for (size_t size = 1; size < 3000000; size = size * 5 + 1) {
                char *newer = arena_alloc(a, size);
                for (size_t i = 0; i < size; i++)
                    assert_int_equal(newer[i], 0);
                memset(newer, 'n', size);
            }
            arena_back(a, mark);
            assert_int_equal(arena_bytes(a), bytes);
            for (size_t i = 0; i < before; i++)
                assert_int_equal(older[i], 'o');
        }
    }
    arena_free(a);
}

static void growth_keeps_the_items_and_zeroes_the_rest(void **state)
{
    (void)state;
    Arena *a = arena_new();
    int *numbers = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < 1000; i++) {
        ARENA_ROOM(a, numbers, count, capacity);
        numbers[count++] = i * i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(numbers[i], i * i);
    for (size_t i = count; i < capacity; i++)
        assert_int_equal(numbers[i], 0);
    int *shorter = arena_grow(a, numbers, count, 3, sizeof *numbers);
    assert_int_equal(shorter[2], 4);
    assert_non_null(ARENA_ARRAY(a, int, 0));
    arena_free(a);
    arena_free(NULL);
}

/* Grown in place or copied, in and out of the first block: the same items, nothing but zeros behind them, and whatever
   was allocated since is left alone. */
static void the_newest_grows_without_a_trace(void **state)
{
    (void)state;
    for (int other = 0; other < 2; other++) {
        Arena *a = arena_new();
        unsigned char *bytes = NULL, *foreign = NULL;
        for (size_t count = 1, old = 0; count < 300000; old = count, count = count * 2 + 3) {
            /* What stands behind the kept items is not theirs. */
            size_t kept = old / 2;
            bytes = arena_grow(a, bytes, kept, count, 1);
            for (size_t i = 0; i < kept; i++)
                assert_int_equal(bytes[i], 0x11);
            for (size_t i = kept; i < count; i++)
                assert_int_equal(bytes[i], 0);
            memset(bytes, 0x11, count);
            assert_true(arena_bytes(a) >= count);
            if (foreign)
                assert_int_equal(*foreign, 0x77);
            if (other)
                *(foreign = arena_alloc(a, 1)) = 0x77;
        }
        arena_free(a);
    }
}

static void a_copy_of_the_same_size_is_a_copy(void **state)
{
    (void)state;
    Arena *a = arena_new();
    int *first = ARENA_ARRAY(a, int, 4), *copy = arena_grow(a, first, 4, 4, sizeof *first);
    assert_ptr_not_equal(copy, first);
    arena_free(a);
}

static void what_is_given_back_is_handed_out_again(void **state)
{
    (void)state;
    Arena *a = arena_new();
    char *kept = arena_alloc(a, 100);
    memset(kept, 1, 100);
    char *long_one = arena_alloc(a, 1000);
    memset(long_one, 2, 1000);
    arena_trim(a, kept, 10); /* not the latest: nothing happens */
    arena_trim(a, long_one, 2000);
    arena_trim(a, NULL, 0);
    size_t before = arena_bytes(a);
    arena_trim(a, long_one, 100);
    assert_true(arena_bytes(a) <= before);
    char *next = arena_alloc(a, 1000);
    for (size_t i = 0; i < 100; i++)
        assert_true(kept[i] == 1 && long_one[i] == 2);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(next[i], 0);
    assert_true(arena_bytes(a) <= before + 1000);
    arena_free(a);
}

static void endless(Arena *a)
{
    arena_alloc(a, SIZE_MAX - 100);
}

static void overflowing(Arena *a)
{
    arena_grow(a, NULL, 0, SIZE_MAX / 2, 16);
}

static void at_the_very_top(Arena *a)
{
    arena_alloc(a, SIZE_MAX);
}

static void direct(Arena *a)
{
    (void)a;
    out_of_memory();
}

static void no_memory_ends_the_process_with_a_message(void **state)
{
    (void)state;
    static void (*const ways[])(Arena * a) = {endless, overflowing, at_the_very_top, direct};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        int ends[2], status = 0;
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0) {
            dup2(ends[1], STDERR_FILENO);
            ways[i](arena_new());
            _exit(0);
        }
        close(ends[1]);
        assert_int_equal(waitpid(child, &status, 0), child);
        char said[400] = "";
        assert_true(read(ends[0], said, sizeof said - 1) > 0);
        close(ends[0]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 7);
        /* AddressSanitizer says its own word first. */
        assert_true(str_ends(str_from(said), STR("ncmec-pdf: error: out of memory; no file was changed\n")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allocations_are_zeroed_and_aligned),
        cmocka_unit_test(memory_is_zeroed_again_after_a_reset),
        cmocka_unit_test(going_back_keeps_what_is_older),
        cmocka_unit_test(growth_keeps_the_items_and_zeroes_the_rest),
        cmocka_unit_test(the_newest_grows_without_a_trace),
        cmocka_unit_test(a_copy_of_the_same_size_is_a_copy),
        cmocka_unit_test(what_is_given_back_is_handed_out_again),
        cmocka_unit_test(no_memory_ends_the_process_with_a_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
