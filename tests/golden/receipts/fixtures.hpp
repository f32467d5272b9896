#pragma once

#include <string>
#include <vector>

#include "pos/document/receipt.hpp"
#include "pos/document/report_document.hpp"

namespace test {

/// A receipt with all that it is made of.
struct Fixture {
    std::string name;  // of its files
    std::string language;
    pos::document::ShopHead shop;
    pos::document::Words words;
    pos::journal::SaleRecord record;
    pos::document::ReceiptNotes notes;
};

std::vector<Fixture> fixtures();
const Fixture& fixture(std::string_view name);

pos::document::Document document_of(const Fixture& fixture);

/// A Z report of a British day with a drawer that is five pence short.
pos::journal::ShiftClosed closed_day();

}  // namespace test
