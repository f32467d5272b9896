#pragma once

// qpdf 11's JSON holds a vector of itself before it is whole, which clang refuses from C++20 on.
// Nothing of ours asks qpdf for JSON, so its header is passed over, whichever compiler reads it.
#define JSON_HH
class JSON;

#include <qpdf/QPDF.hh>
