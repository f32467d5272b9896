#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/core/invoice/words.hpp"
#include "pos/billing/invoice/invoice.hpp"

namespace app::core::invoice {

class Picture;

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
    /// What was used, period by period.
    struct Chart {
        enum class Of : std::uint8_t { before, last_year, this_bill };
        struct Bar {
            std::vector<std::string> label;  // the period, in one line or two
            std::string figure;
            double value{0};
            Of of{Of::before};
        };
        std::string title;      // of what, and in which unit
        std::vector<Bar> bars;  // the oldest first
        std::string sentence;   // how it compares; empty where there is nothing to compare it with
        std::string this_bill_words;
        std::string last_year_words;
    };
    /// What a line of the invoice is the sum of, one by one.
    struct Annex {
        struct Entry {
            std::string when;
            std::string what;
            std::string quantity;
            std::string price;
        };
        std::string title;
        Entry head;  // of the columns; without a price nothing of it has one
        std::vector<Entry> entries;
        std::string more;  // of those that are left out
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
    std::shared_ptr<const Picture> logo{};
    std::vector<Chart> charts{};
    std::vector<Annex> annexes{};
};

/// An offer that nothing is owed of yet.
///
/// source: UNTDID 1001
inline constexpr const char* kQuoteType = "310";

/// That something is owed from before and not paid: no invoice, and none of its codes.
inline constexpr const char* kReminderType = "reminder";

/// What was booked on an account and what is open of it: no invoice either.
inline constexpr const char* kStatementType = "statement";

Sheet make_sheet(const pos::billing::invoice::Invoice& invoice, const Words& words);

}  // namespace app::core::invoice
