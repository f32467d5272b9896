#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/billing/tariff/cost.hpp"

namespace pos::billing::tariff {

/// How what is fed in is set against what is taken.
enum class Metering : std::uint8_t {
    net_each_interval,  // net billing: each interval is either bought or sold
    separate,           // buy all, sell all: two meters
    net_each_month,     // net metering: what a month fed in at a price's hours lowers what it took
                        // then; what is left goes into later months at the same time of day
};

/// Which month's charges a credit for energy that was fed in may pay.
enum class CreditPays : std::uint8_t {
    same_month,    // the bill of the month it was earned in, below zero if need be
    later_months,  // and the rest is carried on
    from_same_month_on,
};

/// What becomes of a surplus at the true-up: of money, and of energy at the surplus price.
enum class AtTrueUp : std::uint8_t {
    paid,
    credited,  // energy becomes money that pays later months
    expires,
    kept,
};

/// Which energy net metering values at the true-up.
enum class SurplusOf : std::uint8_t {
    each_price,  // what is left at each price's hours
    all_energy,  // what was fed in since the last one, beyond what was taken, whatever the hour
};

struct Tariff {
    std::vector<Component> components;
    Metering metering{Metering::net_each_interval};
    CreditPays credit_pays{CreditPays::same_month};
    unsigned true_up_month{12};
    AtTrueUp at_true_up{AtTrueUp::paid};
    SurplusOf surplus_of{SurplusOf::each_price};
    Exact surplus_price;      // of net metering: for each kWh that is left at the true-up
    Ratchet billed_demand{};  // by which tiers by demand are measured
    std::optional<Exact> minimum_per_month{};
    std::optional<Exact> minimum_per_year{};  // added in the month of the true-up
    bool operator==(const Tariff&) const = default;
};

/// One month of it. Nothing is rounded.
///
/// ensures: charges + minimum_added - credit_applied - paid_out == total
struct MonthBill {
    Date first{};               // the first day that was read
    std::vector<Cost> costs{};  // by component
    Exact billed_demand_kw;     // by which tiers by demand are measured
    Exact bought_kwh;
    Exact sold_kwh;
    Exact charges;         // energy, demand and fixed
    Exact sold;            // the credit that this month earned
    Exact credit_applied;  // from this month or earlier ones
    Exact minimum_added;
    Exact paid_out;  // of what credit is left at the true-up
    Exact expired;
    Exact carried;  // credit that goes on
    Exact total;
    bool operator==(const MonthBill&) const = default;
};

/// Bills each calendar month of a load, and of what was generated beside it.
///
/// requires: no fault in the components, in_range(billed_demand); generation is empty or of the
/// load's intervals
std::vector<MonthBill> bill(const Tariff& tariff, const Readings& load, const Readings& generation);

}  // namespace pos::billing::tariff
