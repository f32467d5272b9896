#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/invoice/words.hpp"
#include "pos/billing/invoice/invoice.hpp"

namespace app::core::invoice {

/// What an invoice says on paper, in the words and figures of a language: independent of whether it
/// is drawn or written.
struct Sheet {
    struct Fact {
        std::string label;
        std::string value;
    };
    struct Row {
        std::string position;
        std::string name;
        std::vector<std::string> details;
        std::string quantity;
        std::string price;
        std::string tax;
        std::string amount;
    };
    struct Sum {
        std::string label;
        std::string amount;
        bool strong{false};
    };
    struct Tax {
        std::string category;
        std::string net;
        std::string tax;
    };

    std::string title;
    std::vector<std::string> sender;
    std::vector<std::string> recipient;
    std::vector<Fact> facts;
    std::vector<std::string> notes;
    Row head;  // of the columns
    std::vector<Row> rows;
    std::vector<Sum> sums;
    Tax tax_head;
    std::vector<Tax> taxes;
    std::vector<std::string> remarks;  // reasons of exemption, representative, where it went
    std::string payment_title;
    std::vector<Fact> payment;
    std::vector<std::string> payment_notes;
    std::optional<std::string> code;  // what the code to scan holds
    std::string code_words;
    std::vector<std::string> foot;  // who sent it, as the law asks
    std::string page_words;         // "Page {page} of {pages}"
};

/// An offer that nothing is owed of yet.
///
/// source: UNTDID 1001
inline constexpr const char* kQuoteType = "310";

/// That something is owed from before and not paid: no invoice, and none of its codes.
inline constexpr const char* kReminderType = "reminder";

Sheet make_sheet(const pos::billing::invoice::Invoice& invoice, const Words& words);

}  // namespace app::core::invoice
