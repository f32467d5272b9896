#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "pos/billing/invoice/invoice.hpp"

namespace pos::billing::invoice {

enum class Syntax { ubl, cii };

/// Why a part of a file is not in the model.
enum class Reason {
    no_place,   // the model has none for it
    repeated,   // the model holds one, and there was one before
    no_figure,  // where a figure should stand
    no_date,    // where a date should stand
};

/// A part of a file that the model does not hold.
struct Leftover {
    Reason reason{};
    std::string path;  // "Invoice/cac:Delivery/cbc:Quantity", "…/@schemeName"
    std::uint32_t line{0};
    std::string text;
    std::string rule;  // of the published rules that forbids it, where one does by name
};

/// What the published rules ask of a file and the model does not tell.
struct Shape {
    bool has_empty_element{false};
    bool has_seller{false};         // the group of the seller is there
    bool has_totals{false};         // that of the totals
    int tax_totals{0};              // of whatever currency
    int tax_totals_in_currency{0};  // in the currency of the document
    int tax_totals_in_tax_currency{0};
    int tax_totals_with_groups{0};
    int tax_totals_without_groups{0};
    std::set<std::string> currencies;  // of every amount but the accounting tax
    std::set<std::string> tax_total_currencies;
    bool object_has_type{true};
    std::vector<std::string> charge_indicators;  // as they stand
    /// Rules of the file's own syntax that are broken in another way than by a leftover.
    std::set<std::string> broken;
};

/// What a file says.
struct Reading {
    Syntax syntax{};
    bool root_is_credit_note{false};  // of UBL, which has two
    Invoice invoice;
    std::vector<Leftover> leftovers;
    Shape shape;
};

}  // namespace pos::billing::invoice
