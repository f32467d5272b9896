#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace app::core::imports {

// What spreadsheet programs do to texts and figures on their way through them: how it is told, and
// undone where nothing was lost. All of it for one cell, trimmed.

/// "4.00E+12": a long figure of which a few digits are left.
bool is_rounded(std::string_view text);

/// "#N/A", "#WERT!", "#####": where a value should stand, in the languages we speak.
bool is_error_value(std::string_view text);

/// "2-Jan", "02. Mrz", "Jan 26", "2026-01-02" with a time or without: what is made of "1-2" and the
/// like.
bool is_made_date(std::string_view text);

/// The same, and "2.1.2026" or "01/02/26" too, which may be the number of a thing but not what it
/// costs.
bool is_date(std::string_view text);

/// `="0400"` without what keeps its zeros there.
std::string_view without_guard(std::string_view text);

/// `'0400` without the sign that keeps its zeros there.
std::string_view without_apostrophe(std::string_view text);

/// The digits of a barcode that was written as a figure: "4006381333931.0", "4.006.381.333.931".
/// Nothing if it is no figure, or if its digits are none of a GTIN.
std::optional<std::string> barcode_of_figure(std::string_view text);

/// The UPC-A that was taken for a figure and lost the zero at its front. Nothing unless it is one
/// with it.
std::optional<std::string> with_lost_zero(std::string_view text);

/// "Müsli" of "MÃ¼sli": UTF-8 that was read as Windows-1252 or Latin-1 once. Nothing unless every
/// such letter comes out whole.
std::optional<std::string> with_letters_mended(std::string_view text);

/// Whether letters were replaced by U+FFFD before the file was written.
bool lost_letters(std::string_view text);

}  // namespace app::core::imports
