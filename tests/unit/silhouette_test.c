/* Paths, the places of pictures, and the reader of silhouettes: what it takes, and every mistake with its exact message
   and place. */
#include "ncmec/data.h"
#include "ncmec/picture.h"
#include "tests/tools/path.h"
#include "tests/unit/picture_case.h"

#include <dirent.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- Paths ---- */

static Path two_parts(void)
{
    PathPen pen = {.arena = arena};
    path_move(&pen, (Point){SP_PT(10), SP_PT(20)});
    path_line(&pen, (Point){SP_PT(30), SP_PT(20)});
    path_curve(&pen, (Point){SP_PT(40), SP_PT(25)}, (Point){SP_PT(40), SP_PT(45)}, (Point){SP_PT(30), SP_PT(50)});
    path_close(&pen);
    path_move(&pen, (Point){SP_PT(-5), SP_PT(22)});
    path_line(&pen, (Point){SP_PT(0), SP_PT(22)});
    return path_made(&pen, true);
}

static void a_path_knows_its_bounds(void **state)
{
    (void)state;
    Path path = two_parts();
    assert_int_equal(path.op_count, 6);
    assert_int_equal(path.point_count, 7);
    assert_true(path.even_odd);
    Rect bounds = path_bounds(&path);
    assert_true(bounds.x == SP_PT(-5) && bounds.y == SP_PT(20));
    assert_true(bounds.width == SP_PT(45) && bounds.height == SP_PT(30));
    bounds = path_bounds(&(Path){0});
    assert_true(bounds.x == 0 && bounds.y == 0 && bounds.width == 0 && bounds.height == 0);
}

static void a_path_is_moved_and_scaled(void **state)
{
    (void)state;
    Path path = two_parts();
    Path placed = path_place(&path, (Point){SP_PT(-5), SP_PT(20)}, 1, 3, arena);
    assert_true(placed.points[0].x == SP_PT(5) && placed.points[0].y == 0);
    assert_true(placed.points[4].x == sp_scale(SP_PT(35), 1, 3) && placed.points[4].y == SP_PT(10));
    assert_true(placed.even_odd && placed.op_count == path.op_count);
    assert_true(path.points[0].x == SP_PT(10));
}

static void a_picture_fits_its_box(void **state)
{
    (void)state;
    const Picture tall = {.width = SP_PT(50), .height = SP_PT(200)}, wide = {.width = SP_PT(200), .height = SP_PT(50)};
    Rect box = {SP_PT(10), SP_PT(20), SP_PT(100), SP_PT(100)};
    Rect place = picture_fit(&tall, box, 100, 50);
    assert_true(place.x == SP_PT(85) && place.y == SP_PT(20));
    assert_true(place.width == SP_PT(25) && place.height == SP_PT(100));
    place = picture_fit(&wide, box, 100, 50);
    assert_true(place.x == SP_PT(10) && place.width == SP_PT(100) && place.height == SP_PT(25));
    assert_true(place.y == SP_PT(20) + sp_scale(SP_PT(75), 1, 2));
    assert_true(picture_fit(&tall, box, 0, 0).x == SP_PT(10));
}

/* ---- The reader ---- */

static const Picture *read_text(Str text)
{
    return silhouette_read(source_new(STR("CA.path"), text, arena), arena, diag);
}

static void rings_are_read(void **state)
{
    (void)state;
    const Picture *picture = read_text(STR("silhouette 40 30\nM 0 0 l 40 0 0 30 -40 0 z\r\nM 10 10 l 0 10 10 0 z\n"));
    assert_non_null(picture);
    assert_int_equal(diag_errors(diag), 0);
    assert_true(picture->width == SP_PT(40) && picture->height == SP_PT(30));
    assert_int_equal(picture->shape_count, 1);
    assert_null(picture->shapes[0].color);
    const Path *path = &picture->shapes[0].path;
    assert_true(path_is_sound(path));
    assert_false(path->even_odd);
    static const uint8_t ops[] = {PATH_MOVE, PATH_LINE, PATH_LINE, PATH_LINE, PATH_CLOSE,
                                  PATH_MOVE, PATH_LINE, PATH_LINE, PATH_CLOSE};
    static const Sp points[][2] = {{0, 0}, {40, 0}, {40, 30}, {0, 30}, {10, 10}, {10, 20}, {20, 20}};
    assert_int_equal(path->op_count, sizeof ops);
    assert_memory_equal(path->ops, ops, sizeof ops);
    assert_int_equal(path->point_count, 7);
    for (size_t i = 0; i < 7; i++)
        assert_true(path->points[i].x == SP_PT(points[i][0]) && path->points[i].y == SP_PT(points[i][1]));
}

typedef struct BadRow {
    const char *text;
    const char *said[3]; /* place and message; NULL where there are no more findings */
} BadRow;

static const BadRow bad_rows[] = {
    {"", {"CA.path:1:1: error: a silhouette begins with its size, at most 10000, as in 'silhouette 1000 960'"}},
    {"outline 9 9\nM 0 0 l 9 0 0 9 z\n",
     {"CA.path:1:1: error: a silhouette begins with its size, at most 10000, as in 'silhouette 1000 960'"}},
    {"silhouette 9",
     {"CA.path:1:1: error: a silhouette begins with its size, at most 10000, as in 'silhouette 1000 960'"}},
    {"silhouette 9 10001\n",
     {"CA.path:1:1: error: a silhouette begins with its size, at most 10000, as in 'silhouette 1000 960'"}},
    {"silhouette 9 -9\n",
     {"CA.path:1:1: error: a silhouette begins with its size, at most 10000, as in 'silhouette 1000 960'"}},
    {"silhouette 0 9\n",
     {"CA.path:1:1: error: a silhouette begins with its size, at most 10000, as in 'silhouette 1000 960'"}},
    {"silhouette 9 9pt\n",
     {"CA.path:1:1: error: a silhouette begins with its size, at most 10000, as in 'silhouette 1000 960'"}},
    {"silhouette 9 9\n", {"CA.path:1:1: error: this silhouette has no ring; one begins with 'M'"}},
    {"silhouette 9 9\nL 0 0 l 9 0 0 9 z\n",
     {"CA.path:2:1: error: this is not path data; a ring is a line as in 'M 0 0 l 9 0 0 9 z'"}},
    {"silhouette 9 9\nM 0 0 l 9 0 0 9 z 7\n",
     {"CA.path:2:19: error: this is not path data; a ring is a line as in 'M 0 0 l 9 0 0 9 z'"}},
    {"silhouette 9 9\nM 0 0 l 9 0 - 9 z\n",
     {"CA.path:2:13: error: this is not path data; a ring is a line as in 'M 0 0 l 9 0 0 9 z'"}},
    {"silhouette 9 9\nM 0 0 l 9 0 0 z\n",
     {"CA.path:2:15: error: this is not path data; a ring is a line as in 'M 0 0 l 9 0 0 9 z'"}},
    {"silhouette 9 9\nM 0 0 l 9 0 z\n", {"CA.path:2:1: error: this ring has 2 points; an area has at least 3"}},
    {"silhouette 9 9\nM 0 10 l 9 0 0 9 z\nM 0 0 l 9 0 0 9 1 0 z\nM 0 0 l 1 0 0 1 z\n",
     {"CA.path:2:1: error: this ring has a point at 0 10, outside the silhouette's own 9 by 9",
      "CA.path:3:1: error: this ring has a point at 10 9, outside the silhouette's own 9 by 9"}},
    {"silhouette 9 9\nM 0 0 l -1 0 0 9 z\n",
     {"CA.path:2:1: error: this ring has a point at -1 0, outside the silhouette's own 9 by 9"}},
};

/* Each finding's first line, in order. */
static void assert_said(const char *const *parts, size_t most)
{
    const char *text = said();
    size_t found = 0;
    for (size_t i = 0; i < most && parts[i]; i++, found++)
        if (!strstr(text, parts[i]))
            fail_msg("'%s' is not among:\n%s", parts[i], text);
    if (diag_errors(diag) != found)
        fail_msg("%zu findings, not %zu:\n%s", diag_errors(diag), found, text);
}

static void mistakes_are_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_rows / sizeof *bad_rows; i++) {
        diag = diag_new(arena);
        assert_null(read_text(str_from(bad_rows[i].text)));
        assert_said(bad_rows[i].said, sizeof bad_rows[i].said / sizeof *bad_rows[i].said);
    }
}

/* A ring of so many points, up and down in a box that is one high. */
static Str with_points(size_t count)
{
    Buf text = {.arena = arena};
    buf_printf(&text, "silhouette 9 1\nM 0 0 l");
    for (size_t i = 1; i < count; i++)
        buf_put(&text, i % 2 ? STR(" 0 1") : STR(" 0 -1"));
    buf_put(&text, STR(" z\n"));
    return buf_str(&text);
}

static void the_caps_hold(void **state)
{
    (void)state;
    const Picture *picture = read_text(with_points(SILHOUETTE_MAX_POINTS));
    assert_non_null(picture);
    assert_int_equal(picture->shapes[0].path.point_count, SILHOUETTE_MAX_POINTS);
    assert_null(read_text(with_points(SILHOUETTE_MAX_POINTS + 1)));
    assert_said((const char *[]){"error: a silhouette has at most 600 points; simplify it, as data/maps/make.py does"},
                1);
    diag = diag_new(arena);
    assert_null(read_text(with_points(2000)));
    assert_said((const char *[]){"error: a silhouette takes at most 4096 bytes; this one has"}, 1);
}

/* ---- The shipped files ---- */

enum { BOX_WIDTH = 1000, BOX_HEIGHT = 960, SHIPPED_MAX_BYTES = 2500 };

/* Each jurisdiction has one, which fills the box that all were fitted to, so that the smallest place is as large as the
   largest; its outer edges are its own size; it is small; and its rings have an area. */
static void every_jurisdiction_has_a_silhouette(void **state)
{
    (void)state;
    const Source *list = source_read("data/jurisdictions.yaml", arena, diag);
    const Value *root = list ? yaml_parse(list, arena, diag) : NULL;
    const Jurisdictions *all = root ? jurisdictions_read(root, arena, diag) : NULL;
    assert_non_null(all);
    assert_int_equal(all->count, 56);
    for (size_t i = 0; i < all->count; i++) {
        const char *code = str_terminated(arena, all->items[i].code);
        const Source *source = source_read(str_printf(arena, "data/maps/%s.path", code).s, arena, diag);
        const Picture *picture = source ? silhouette_read(source, arena, diag) : NULL;
        if (!picture)
            fail_msg("%s has no silhouette", code);
        const Path *path = &picture->shapes[0].path;
        Rect bounds = path_bounds(path);
        bool fills = bounds.x == 0 && bounds.y == 0 && bounds.width == picture->width &&
                     bounds.height == picture->height && bounds.width <= SP_PT(BOX_WIDTH) &&
                     bounds.height <= SP_PT(BOX_HEIGHT) &&
                     (bounds.width >= SP_PT(BOX_WIDTH - 10) || bounds.height >= SP_PT(BOX_HEIGHT - 10));
        if (!fills)
            fail_msg("%s does not fill its box", code);
        if (source->text.n > SHIPPED_MAX_BYTES)
            fail_msg("%s takes %zu bytes", code, source->text.n);
        if (!path_is_sound(path))
            fail_msg("%s is not sound", code);
    }
}

/* All rings turn the same way, so that the nonzero rule fills islands that touch. */
static void all_rings_turn_alike(void **state)
{
    (void)state;
    DIR *folder = opendir("data/maps");
    size_t files = 0;
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder));) {
        if (!str_ends(str_from(entry->d_name), STR(".path")))
            continue;
        files++;
        const Source *source = source_read(str_printf(arena, "data/maps/%s", entry->d_name).s, arena, diag);
        const Picture *picture = source ? silhouette_read(source, arena, diag) : NULL;
        assert_non_null(picture);
        const Path *path = &picture->shapes[0].path;
        for (uint32_t op = 0, first = 0, point = 0; op < path->op_count; op++) {
            if (path->ops[op] == PATH_MOVE)
                first = point;
            point += path_op_points((PathOp)path->ops[op]);
            if (path->ops[op] != PATH_CLOSE)
                continue;
            int64_t twice = 0;
            for (uint32_t k = first; k < point; k++) {
                Point a = path->points[k], b = path->points[k + 1 < point ? k + 1 : first];
                twice += (a.x / SP_PER_PT) * (b.y / SP_PER_PT) - (b.x / SP_PER_PT) * (a.y / SP_PER_PT);
            }
            if (twice <= 0)
                fail_msg("%s: the ring at point %u turns the other way", entry->d_name, first);
        }
    }
    closedir(folder);
    assert_int_equal(files, 56);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_path_knows_its_bounds, test_start, test_end),
        cmocka_unit_test_setup_teardown(a_path_is_moved_and_scaled, test_start, test_end),
        cmocka_unit_test_setup_teardown(a_picture_fits_its_box, test_start, test_end),
        cmocka_unit_test_setup_teardown(rings_are_read, test_start, test_end),
        cmocka_unit_test_setup_teardown(mistakes_are_said, test_start, test_end),
        cmocka_unit_test_setup_teardown(the_caps_hold, test_start, test_end),
        cmocka_unit_test_setup_teardown(every_jurisdiction_has_a_silhouette, test_start, test_end),
        cmocka_unit_test_setup_teardown(all_rings_turn_alike, test_start, test_end),
    };
    return cmocka_run_group_tests_name("silhouette", tests, NULL, NULL);
}
