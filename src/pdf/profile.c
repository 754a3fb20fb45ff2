/* ICC profiles: refuses wrong files (ICC.1:2001-04, 6.1), and computes with Little CMS what the theme's colors look
   like in print. Only pixels are converted to inks here; themes give the inks of all other colors. */
#include "profile.h"

#include "src/base/hash.h"

#include <errno.h>
#include <lcms2.h>
#include <libdeflate.h>

enum {
    HEADER = 128, /* bytes */
    AT_CLASS = 12,
    AT_SPACE = 16,
    AT_SIGNATURE = 36,
    ZLIB_FIRST = 0x78, /* a profile begins with its length, whose first byte is far below that */
    APART_MOST = 60,   /* tenths of CIEDE2000 */
};

/* ---- Reading ---- */

/* Empty if it is no zlib stream, or one of more than PROFILE_MAX bytes. */
static Str inflated(Str deflated, Arena *a)
{
    enum { ROOM_FIRST = 1 << 16 };
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    Str plain = {0};
    if (!decompressor)
        out_of_memory();
    for (size_t room = ROOM_FIRST; room <= PROFILE_MAX; room *= 2) {
        char *bytes = arena_alloc(a, room);
        enum libdeflate_result result =
            libdeflate_zlib_decompress(decompressor, deflated.s, deflated.n, bytes, room, &plain.n);
        if (result == LIBDEFLATE_SUCCESS)
            plain.s = bytes;
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE)
            break;
    }
    libdeflate_free_decompressor(decompressor);
    return plain.s ? plain : (Str){0};
}

static Str deflated(Str plain, Arena *a)
{
    struct libdeflate_compressor *compressor = compressor_new(DEFLATE_SMALL);
    Str packed = deflate_bytes(compressor, plain, a);
    libdeflate_free_compressor(compressor);
    return packed;
}

static const char *profile_wrong(Str plain, ProfileSpace space)
{
    if (plain.n < HEADER || memcmp(plain.s + AT_SIGNATURE, "acsp", 4) != 0)
        return "it is not an ICC profile";
    const unsigned char *length = (const unsigned char *)plain.s;
    if (((size_t)length[0] << 24 | (size_t)length[1] << 16 | (size_t)length[2] << 8 | length[3]) != plain.n)
        return "it is not as long as it says; copy it again";
    if (space == PROFILE_RGB)
        return memcmp(plain.s + AT_SPACE, "RGB ", 4) == 0 ? NULL : "it is not for RGB";
    if (memcmp(plain.s + AT_SPACE, "CMYK", 4) != 0)
        return "it is not for CMYK; take the profile of your printer's press and paper";
    if (memcmp(plain.s + AT_CLASS, "prtr", 4) != 0)
        return "it does not describe a press; take the profile of your printer's press and paper";
    return NULL;
}

const Profile *profile_new(Str bytes, const char *path, ProfileSpace space, Arena *a)
{
    bool is_deflated = bytes.n && bytes.s[0] == ZLIB_FIRST;
    Profile *profile = ARENA_NEW(a, Profile);
    *profile = (Profile){.plain = is_deflated ? (Str){0} : bytes,
                         .deflated = is_deflated ? bytes : deflated(bytes, a),
                         .path = path,
                         .space = space};
    return profile;
}

/* ---- Colors in print ---- */

bool condition_is_known(const PdfColors *colors)
{
    return print_condition(colors->condition) != NULL;
}

/* Themes that are shipped, by their identity: nothing is computed for them, which is 5% of a process.
   tests/unit/color_test.c checks them and prints the new number when one changes. */
bool colors_are_known(uint64_t identity)
{
    return identity == UINT64_C(0xD38DE62055C9196E) || identity == UINT64_C(0xA9BBF81686E44B28);
}

uint64_t colors_identity(const Color *colors, size_t count, const PdfColors *with)
{
    Identity id;
    uint8_t bytes[16];
    uint64_t word;
    identity_start(&id);
    identity_add(&id, with->press->deflated);
    identity_add(&id, with->srgb->deflated);
    for (size_t i = 0; i < count; i++) {
        identity_add(&id, (Str){(const char *)colors[i].srgb, sizeof colors[i].srgb});
        identity_add(&id, (Str){(const char *)colors[i].cmyk, sizeof colors[i].cmyk});
        if (colors[i].spot.n)
            identity_add(&id, colors[i].spot);
    }
    identity_bytes(id, bytes);
    memcpy(&word, bytes, sizeof word);
    return word;
}

typedef struct Asker {
    Arena *arena;
    int ink_most; /* percent, all inks together */
    cmsContext context;
    cmsHPROFILE srgb, press, lab;
    cmsHTRANSFORM srgb_to_lab, cmyk_to_lab, srgb_to_cmyk;
} Asker;

/* For a few colors, optimized tables are not worth making. */
static cmsHTRANSFORM transform(const Asker *asker, cmsHPROFILE from, cmsUInt32Number from_type, cmsHPROFILE to,
                               cmsUInt32Number to_type)
{
    return cmsCreateTransformTHR(asker->context, from, from_type, to, to_type, INTENT_RELATIVE_COLORIMETRIC,
                                 cmsFLAGS_NOOPTIMIZE | cmsFLAGS_NOCACHE);
}

static cmsHPROFILE profile_open(const Asker *asker, const Profile *profile, Mark named_at, Diag *d)
{
    Str plain = profile->plain.n ? profile->plain : inflated(profile->deflated, asker->arena);
    const char *wrong = profile_wrong(plain, profile->space);
    if (wrong)
        return diag_error(d, DIAG_PROFILE, named_at, "'%s' cannot be used as a color profile: %s", profile->path,
                          wrong),
               NULL;
    return cmsOpenProfileFromMemTHR(asker->context, plain.s, (cmsUInt32Number)plain.n);
}

static bool asker_open(Asker *asker, const PdfColors *with, Diag *d)
{
    *asker = (Asker){
        .arena = arena_new(), .ink_most = print_ink_most(with->condition), .context = cmsCreateContext(NULL, NULL)};
    if (!asker->context)
        return false;
    asker->srgb = profile_open(asker, with->srgb, (Mark){0}, d);
    asker->press = profile_open(asker, with->press, with->named_at, d);
    asker->lab = cmsCreateLab4ProfileTHR(asker->context, NULL);
    if (!asker->srgb || !asker->press || !asker->lab)
        return false;
    asker->srgb_to_lab = transform(asker, asker->srgb, TYPE_RGB_8, asker->lab, TYPE_Lab_DBL);
    asker->cmyk_to_lab = transform(asker, asker->press, TYPE_CMYK_DBL, asker->lab, TYPE_Lab_DBL);
    asker->srgb_to_cmyk = transform(asker, asker->srgb, TYPE_RGB_8, asker->press, TYPE_CMYK_DBL);
    return asker->srgb_to_lab && asker->cmyk_to_lab && asker->srgb_to_cmyk;
}

static void asker_close(Asker *asker)
{
    cmsHTRANSFORM transforms[] = {asker->srgb_to_lab, asker->cmyk_to_lab, asker->srgb_to_cmyk};
    cmsHPROFILE profiles[] = {asker->srgb, asker->press, asker->lab};
    for (size_t i = 0; i < 3; i++) {
        if (transforms[i])
            cmsDeleteTransform(transforms[i]);
        if (profiles[i])
            cmsCloseProfile(profiles[i]);
    }
    if (asker->context)
        cmsDeleteContext(asker->context);
    arena_free(asker->arena);
}

enum { INKS = 4, CHANNELS = 3, BYTE_MOST = 255, INK_K = 3, TENTHS = 10 };

static cmsCIELab look_of(const Asker *asker, const uint8_t inks[INKS])
{
    cmsFloat64Number percent[INKS] = {inks[0], inks[1], inks[2], inks[INK_K]};
    cmsCIELab look;
    cmsDoTransform(asker->cmyk_to_lab, percent, &look, 1);
    return look;
}

/* Of the two forms of a color: tenths of CIEDE2000. */
static int apart_of(const Asker *asker, const uint8_t srgb[CHANNELS], const uint8_t inks[INKS])
{
    cmsCIELab screen, paper = look_of(asker, inks);
    cmsDoTransform(asker->srgb_to_lab, srgb, &screen, 1);
    return (int)((double)TENTHS * cmsCIE2000DeltaE(&screen, &paper, 1, 1, 1) + 0.5);
}

/* The inks that the profile makes of a color; returns their sum. */
static int inks_of(const Asker *asker, const uint8_t srgb[CHANNELS], uint8_t inks[INKS])
{
    cmsFloat64Number printed[INKS], sum = 0;
    cmsDoTransform(asker->srgb_to_cmyk, srgb, printed, 1);
    for (int i = 0; i < INKS; i++) {
        sum += printed[i];
        inks[i] = (uint8_t)(printed[i] + 0.5);
    }
    return (int)(sum + 0.5);
}

/* Inks that a ground may have too: those of the profile where they are near enough, else the nearest by steps of one,
   two, three or four inks at a time. Returns how far they are apart. */
static int inks_near(const Asker *asker, const uint8_t srgb[CHANNELS], uint8_t inks[INKS])
{
    enum { STEP_FIRST = 16, WAYS = 81 }; /* each ink less, the same, more */
    int most = asker->ink_most < GROUND_INK_MOST ? asker->ink_most : GROUND_INK_MOST;
    inks_of(asker, srgb, inks);
    color_inks_within(inks, most, inks);
    int apart = apart_of(asker, srgb, inks);
    for (int step = STEP_FIRST; step && apart > APART_MOST; step /= 2)
        for (int before = apart + 1; apart < before;) {
            uint8_t from[INKS];
            memcpy(from, inks, INKS);
            before = apart;
            for (int way = 0; way < WAYS; way++) {
                uint8_t tried[INKS];
                int sum = 0, rest = way;
                for (int i = 0; i < INKS; i++, rest /= 3) {
                    int ink = from[i] + (rest % 3 - 1) * step;
                    tried[i] = (uint8_t)(ink < 0 ? 0 : ink > 100 ? 100 : ink);
                    sum += tried[i];
                }
                int is = sum <= most ? apart_of(asker, srgb, tried) : apart;
                if (is < apart) {
                    apart = is;
                    memcpy(inks, tried, INKS);
                }
            }
        }
    return apart;
}

/* As a ColorSettle: the color itself, or the look of its nearest inks, made lighter until it has inks that fit. */
static bool forms_settle(const Asker *asker, uint8_t srgb[CHANNELS], uint8_t inks[INKS])
{
    enum { STEPS = 50 };
    uint8_t printed[INKS], look[CHANNELS];
    if (inks_near(asker, srgb, inks) <= APART_MOST && inks_of(asker, srgb, printed) <= asker->ink_most)
        return true;
    cmsHTRANSFORM to_srgb = transform(asker, asker->lab, TYPE_Lab_DBL, asker->srgb, TYPE_RGB_8);
    cmsCIELab paper = look_of(asker, inks);
    if (to_srgb) {
        cmsDoTransform(to_srgb, &paper, srgb, 1);
        cmsDeleteTransform(to_srgb);
    }
    memcpy(look, srgb, CHANNELS);
    for (int step = 0; step <= STEPS; step++) {
        for (int i = 0; i < CHANNELS; i++)
            srgb[i] = (uint8_t)((look[i] * (STEPS - step) + BYTE_MOST * step) / STEPS);
        if (inks_of(asker, srgb, printed) <= asker->ink_most && inks_near(asker, srgb, inks) <= APART_MOST)
            break;
    }
    return false;
}

bool color_settle(const void *with, uint8_t srgb[3], uint8_t inks[4])
{
    Asker asker;
    Arena *a = arena_new();
    bool is_printed = asker_open(&asker, with, diag_new(a)) && forms_settle(&asker, srgb, inks);
    asker_close(&asker);
    arena_free(a);
    return is_printed;
}

static void color_ask(const Asker *asker, const Color *color, Diag *d)
{
    uint8_t printed[INKS], near[INKS], srgb[CHANNELS];
    int apart = color->spot.n ? 0 : apart_of(asker, color->srgb, color->cmyk),
        ink = inks_of(asker, color->srgb, printed);
    bool is_thick = ink > asker->ink_most;
    if (apart <= APART_MOST && !is_thick)
        return;
    memcpy(srgb, color->srgb, CHANNELS);
    bool keeps_srgb = forms_settle(asker, srgb, near);
    Str to = str_printf(asker->arena,
                        keeps_srgb ? "cmyk: [%d, %d, %d, %d]" : "cmyk: [%d, %d, %d, %d] with srgb: \"#%02X%02X%02X\"",
                        near[0], near[1], near[2], near[INK_K], srgb[0], srgb[1], srgb[2]);
    if (is_thick) {
        diag_error(d, DIAG_PRINT, color->srgb_mark,
                   "the color '%.*s' becomes %d%% ink in print; paper holds up to %d%%: choose a lighter one, as %.*s",
                   STR_ARG(color->name), ink, asker->ink_most, STR_ARG(to));
        return;
    }
    diag_error(d, DIAG_PRINT, color->srgb_mark,
               "the color '%.*s' will look different in print: %d.%d apart (CIEDE2000), where %d is the most; %s %.*s",
               STR_ARG(color->name), apart / TENTHS, apart % TENTHS, APART_MOST / TENTHS,
               keeps_srgb ? "change one of its two forms; near its srgb is" : "no inks print its srgb; near it is",
               STR_ARG(to));
    diag_note(d, color->cmyk_mark, "these are its inks");
}

static bool profile_is_damaged(const PdfColors *with, Diag *d)
{
    if (errno == ENOMEM)
        out_of_memory();
    return diag_error(d, DIAG_PROFILE, with->named_at,
                      "the profile for '%.*s' is damaged: it does not say how its inks look; take another copy of it",
                      STR_ARG(with->condition));
}

void colors_check(const Color *colors, size_t count, const PdfColors *with, Diag *d)
{
    Asker asker;
    size_t errors = diag_errors(d);
    if (colors_are_known(colors_identity(colors, count, with)))
        return;
    errno = 0;
    if (asker_open(&asker, with, d)) {
        for (size_t i = 0; i < count; i++)
            if (colors[i].kind == COLOR_PROCESS)
                color_ask(&asker, &colors[i], d);
    } else if (diag_errors(d) == errors) {
        profile_is_damaged(with, d);
    }
    asker_close(&asker);
}

/* ---- Pixels ---- */

static uint8_t ink_byte(int percent)
{
    return (uint8_t)((percent * BYTE_MOST + 50) / 100);
}

/* Takes what is more than paper can hold from the colored inks, in proportion. */
static void inks_limit(uint8_t inks[INKS], int percent)
{
    int most = percent * BYTE_MOST / 100, colored = inks[0] + inks[1] + inks[2];
    if (colored + inks[INK_K] <= most)
        return;
    for (int i = 0; i < INK_K; i++)
        inks[i] = (uint8_t)(inks[i] * (most - inks[INK_K]) / colored);
}

static void pixel_settle(const uint8_t srgb[CHANNELS], const Color *ground, int ink_most, uint8_t inks[INKS])
{
    if (ground->kind == COLOR_PROCESS && memcmp(srgb, ground->srgb, CHANNELS) == 0) {
        for (int i = 0; i < INKS; i++)
            inks[i] = ink_byte(ground->cmyk[i]);
    } else if (srgb[0] == srgb[1] && srgb[1] == srgb[2]) {
        memset(inks, 0, INKS);
        inks[INK_K] = (uint8_t)(BYTE_MOST - srgb[0]);
    } else {
        inks_limit(inks, ink_most);
    }
}

bool pixels_to_inks(const PdfColors *with, const Raster *raster, const Color *ground, Deflater *out, Diag *d)
{
    size_t width = raster->width;
    uint8_t cmyk[PICTURE_MAX_SIDE * INKS];
    Asker asker;
    cmsHTRANSFORM to_inks = NULL;
    errno = 0;
    if (asker_open(&asker, with, d))
        to_inks = cmsCreateTransformTHR(asker.context, asker.srgb, TYPE_RGB_8, asker.press, TYPE_CMYK_8,
                                        INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_BLACKPOINTCOMPENSATION);
    for (size_t y = 0; to_inks && y < raster->height; y++) {
        const uint8_t *srgb = raster->pixels + y * width * CHANNELS;
        cmsDoTransform(to_inks, srgb, cmyk, (cmsUInt32Number)width);
        for (size_t x = 0; x < width; x++)
            pixel_settle(srgb + x * CHANNELS, ground, asker.ink_most, cmyk + x * INKS);
        deflater_put(out, (Str){(const char *)cmyk, width * INKS});
    }
    if (to_inks)
        cmsDeleteTransform(to_inks);
    asker_close(&asker);
    return to_inks || profile_is_damaged(with, d);
}
