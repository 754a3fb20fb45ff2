/* What is said of mistakes in the markup, for its tests. */
#pragma once

#include "tests/template/sheet.h"

#define LONE(run, star)                                                                                                \
    "'" run "' has no partner; it touches the words that it marks at both their ends, or is written '\\" star          \
    "' where it is printed"
#define ADDRESS(url)                                                                                                   \
    "'" url "' is not an address that a sheet may link to; begin it with 'https://', 'http://', 'mailto:' or 'tel:'"
#define NO_LINK                                                                                                        \
    "this is not a link; write [words](https://address) without spaces in the address, or '\\]' for a bracket that "   \
    "is "                                                                                                              \
    "printed"
#define BACKTICK                                                                                                       \
    "a backtick is neither code nor a quotation mark here; write ' or \", or '\\`' for a backtick that is printed"
#define IMAGE "an image cannot be in a paragraph; remove it"
#define HTML(tag) "'" tag "' is HTML, which is not read here; mark words by **bold** or *emphasis*, or write '\\<'"
#define ENTITY(name) "'" name "' is not read as a character; type the character itself, or '\\&' for an ampersand"
