/* What the document says about itself, and the files it was made from. */
#pragma once

#include "object.h"

/* Info, the trailer's identifiers, and XMP, which is returned. What is written later does not count for the
   identifiers. */
HPDF_Dict metadata_write(Pdf *pdf);
void files_attach(Pdf *pdf, Buf *catalog); /* the options' files; entries of the catalog */
