#pragma once

#include <set>
#include <string>
#include <vector>

#include "app/core/billing/accountant/chart.hpp"
#include "pos/base/calendar.hpp"
#include "pos/money/currency.hpp"
#include "pos/money/money.hpp"

namespace app::core::billing::accountant {

/// A calendar month in one currency.
struct Month {
    pos::Date first{};
    pos::Date end{};  // the first day behind it
    pos::Currency currency{};
};
/// "2026-11". Nothing for anything else.
std::optional<Month> parse_month(std::string_view text, pos::Currency currency);

/// So much from one account to another.
struct Booking {
    pos::Date on{};
    std::string debit;     // the accountant's number
    std::string credit;    //
    pos::Money amount;     // above zero
    std::string number;    // of the document or what the payment refers to
    std::string customer;  // the account's number
    std::string text;      // the customer's name
};

/// What the ledger of that month comes to: an entry of several amounts is taken apart into pairs of
/// accounts, and revenue and tax of a document into what bears each tax. In the ledger's order.
///
/// ensures: each account's debits and credits are those of the ledger's books
/// errors:  refused, books that something was booked on and that have no account, each named; with
///          `missing` these are told there, and their bookings have no account
Outcome<std::vector<Booking>> bookings_of(pos::store::db::Connection& db, const Chart& chart,
                                          const Month& month,
                                          std::set<std::string>* missing = nullptr);

/// Comma-separated, UTF-8: day, debit, credit, amount, currency, number, customer, text.
std::string write_csv(const std::vector<Booking>& bookings);

/// DATEV-Format, Buchungsstapel: header version 700, category 21, format version 13; cp1252.
/// Source: https://developer.datev.de (Formatbeschreibung Buchungsstapel)
///
/// requires: the chart has a consultant and a client
std::string write_datev(const std::vector<Booking>& bookings, const Chart& chart,
                        const Month& month, pos::LocalTime made);

}  // namespace app::core::billing::accountant
