#pragma once

#include <memory>
#include <string>

#include "app/core/invoice/sheet.hpp"

namespace app::core::invoice {

/// The sheet on A4 as a PDF file: as many pages as it takes, columns repeated on each, text of any
/// script set by Pango, what is to be paid as a code that banking apps scan. The address stands
/// where a windowed envelope shows it (DIN 5008, form B).
///
/// ensures: the same bytes for the same sheet
std::string render_pdf(const Sheet& sheet);

/// Many sheets in one file, one after the other, each with pages of its own numbers: what a
/// printing house takes. Fonts are in it once.
class PdfFile {
public:
    explicit PdfFile(const std::string& title);
    ~PdfFile();
    PdfFile(const PdfFile&) = delete;
    PdfFile& operator=(const PdfFile&) = delete;

    void add(const Sheet& sheet);
    /// The file, once.
    std::string finish();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace app::core::invoice
