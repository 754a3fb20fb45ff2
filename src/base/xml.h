/* Reads an XML text event by event, by means of expat. It builds no tree: memory does not grow with the text.

       Xml *x = xml_open(source, &rules, a, d);
       for (XmlEvent e = xml_next(x); e != XML_END && e != XML_WRONG; e = xml_next(x))
           ...
       xml_close(x);

   Refused by name, with the place: other encodings than UTF-8, declarations in a document type but plain entities where
   the rules allow these, instructions to programs, and what is beyond the limits. Nothing outside the text is ever
   opened. The events of a drawing are kept, so that its parts can be read again. */
#pragma once

#include "ncmec/diag.h"

enum { XML_MAX_DEPTH = 32, XML_MAX_ATTRIBUTES = 64 };

/* A namespace: its index among those of the rules, or one of these. */
enum { XML_NO_SPACE = -1, XML_OTHER_SPACE = -2 };

/* What a kind of file may hold. */
typedef struct XmlRules {
    DiagCode code; /* of all findings */
    size_t max_mib, max_elements;
    size_t max_text; /* bytes of a tag, or between two */
    bool is_drawing; /* plain entities, and instructions but to style it, are taken: Illustrator writes both; its events
                        are kept */
    const char *const *spaces; /* namespaces that the caller tells apart; NULL at the end */
} XmlRules;

typedef struct XmlAttribute {
    Str name;  /* without its prefix */
    Str typed; /* with it, for messages */
    int space; /* XML_NO_SPACE: it has no prefix */
    Str value; /* references are resolved, line breaks are spaces */
    Mark mark; /* of the value */
} XmlAttribute;

typedef enum XmlEvent {
    XML_OPEN,  /* name, typed, space, mark, attributes */
    XML_CLOSE, /* name, typed, space; an empty element has one too */
    XML_TEXT,  /* text, text_mark: all characters up to the next tag */
    XML_END,
    XML_WRONG, /* after a finding; nothing more can be read */
} XmlEvent;

/* An event of a drawing, to be read again. */
typedef struct XmlKept {
    XmlEvent event;
    Str name, typed, text;
    int space;
    Mark mark, text_mark;
    const XmlAttribute *attributes;
    const Place *places;
    size_t attribute_count, place_count, depth;
    bool is_read; /* the caller's */
} XmlKept;

typedef struct Xml {
    /* The last event. Names live as long as the source, values as long as the arena, the text up to the next event. */
    Str name, typed;
    int space;
    Mark mark; /* of "<name" */
    XmlAttribute attributes[XML_MAX_ATTRIBUTES];
    size_t attribute_count;
    Str text;
    Mark text_mark;
    size_t depth; /* of open elements; an element that was just opened counts */
    XmlKept *kept;
    size_t at; /* of the next event among those that are kept; the last one is before it */
    /* For xml.c alone. */
    struct XML_ParserStruct *parser;
    const Source *source;
    const XmlRules *rules;
    Arena *arena;
    Diag *diag;
    Buf joined; /* a text that is not as in the source, and where its parts are */
    Place *places;
    size_t place_count, place_capacity;
    size_t fed; /* bytes that expat has */
    size_t elements;
    TextSet entities; /* that the document type declares: "&ns_svg;" */
    bool suspended, ended, wrong;
    bool has_text, opens, closes;                         /* events that are due, in this order */
    size_t kept_count, kept_capacity, read_depth, deeper; /* 'deeper' than in the text, modulo SIZE_MAX + 1 */
    const Place *text_places;
    size_t text_place_count;
    TextSet ids;
    size_t *id_events, id_count, id_capacity, searched;
} Xml;

/* NULL after a finding. 'source' and 'rules' are borrowed. The result lives in 'a', but must be closed. */
Xml *xml_open(const Source *source, const XmlRules *rules, Arena *a, Diag *d);
void xml_close(Xml *x); /* NULL is allowed */
XmlEvent xml_next(Xml *x);
bool xml_skip(Xml *x); /* after XML_OPEN: to the element's end; false after a finding */
const XmlAttribute *xml_attribute(const Xml *x, const char *name); /* one without a prefix, or NULL */
/* The first element of a drawing that has this id, wherever it is: its XML_OPEN among 'kept', or SIZE_MAX. */
size_t xml_find(Xml *x, Str id);
/* Reads the element again that was found, as one within the element that was opened last; then goes back. */
typedef struct XmlPlace {
    size_t at, deeper;
} XmlPlace;
XmlPlace xml_go(Xml *x, size_t to);
void xml_return(Xml *x, XmlPlace to);
/* The place of a part of the last text, or of a value. */
Mark xml_text_mark(const Xml *x, size_t at, size_t length);
Mark xml_value_mark(const XmlAttribute *a, size_t at, size_t length);

Str xml_version(Arena *a); /* "expat 2.5.0", for --version */
