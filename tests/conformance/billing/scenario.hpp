#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pos/billing/bill/propose.hpp"
#include "pos/locale/zone.hpp"
#include "tests/conformance/published/runner.hpp"

namespace tests {

/// Plans as the published scenarios write them.
struct PlanOptions {
    std::optional<int> fixed_days_in_month;
    bool greedy{false};
    bool zero_usage{true};
};
pos::billing::plan::Plan plan_of(const Json& json, const PlanOptions& options);

/// A date of a zone, or an instant.
pos::Instant instant_of(const std::string& text, const pos::locale::Zone& zone);

/// An account living through a published scenario: its clock, subscriptions, usage and documents.
class Scenario {
public:
    explicit Scenario(const Json& scenario);
    Differences run();

private:
    struct Row {
        std::string type;
        std::string start;
        std::string end;
        pos::Exact amount;
    };
    struct Document {
        std::vector<Row> rows;
        std::map<std::string, pos::Exact> used;  // by meter
        std::vector<pos::Ulid> items;
    };
    struct Used {
        std::string subscription;
        std::string unit;
        pos::Instant at{};
        pos::Exact quantity;
    };

    void act(const Json& step);
    void expect(const Json& step);

    void subscribe(const Json& step);
    void change(const Json& step);
    void cancel(const Json& step);
    void pause(const Json& step, pos::billing::plan::Act act);
    void anchor(const Json& step);
    void adjust(const Json& step);
    void move_clock(pos::Instant to);

    pos::Instant when(const Json& step, const std::string& subscription);
    void add(const std::string& subscription, pos::billing::plan::Action action);
    pos::billing::plan::Subscription& subscription(const std::string& name);
    pos::Date today() const { return zone_.local(now_).date; }

    pos::billing::bill::Proposal proposal(pos::Date up_to);
    void bill(pos::Date up_to);
    void issue(const pos::billing::bill::Proposal& proposal);
    void settle(Document& document, pos::Exact sum);
    static Row row_of(const pos::billing::bill::Item& item);
    void compare_rows(const std::string& what, const Json& expected, std::vector<Row> rows);
    pos::Ulid next_id();

    const Json& json_;
    pos::locale::Zone zone_;
    std::map<std::string, std::unique_ptr<pos::billing::plan::Plan>> plans_;
    pos::Instant now_{};
    std::vector<pos::billing::plan::Subscription> subscriptions_;
    std::map<std::string, std::string> bundle_of_;  // a subscription's base
    std::vector<Used> used_;
    std::vector<pos::billing::bill::Billed> billed_;
    std::vector<Document> documents_;
    std::optional<pos::Date> next_;
    pos::Exact credit_;
    std::uint8_t ids_{0};
    std::uint8_t ids_high_{0};
    Differences differences_;
};

}  // namespace tests
