#include "pos/billing/meter/files/espi.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "pos/xml/read.hpp"

namespace pos::billing::meter::files {

namespace {

using Failed = std::unexpected<Fault>;
using xml::Element;

constexpr std::string_view kAtom = "http://www.w3.org/2005/Atom";
constexpr std::string_view kEspi = "http://naesb.org/espi";

struct Unit {
    std::int64_t code;
    std::string_view name;
};
/// By the numbers of ESPI.
constexpr std::array kUnits{
    Unit{5, "A"},     Unit{23, "°C"},  Unit{29, "V"},      Unit{33, "Hz"},    Unit{38, "W"},
    Unit{42, "m³"},   Unit{61, "VA"},  Unit{63, "VAr"},    Unit{71, "VAh"},   Unit{72, "Wh"},
    Unit{73, "VArh"}, Unit{106, "Ah"}, Unit{119, "ft³"},   Unit{125, "m³/h"}, Unit{128, "gal"},
    Unit{132, "BTU"}, Unit{134, "l"},  Unit{169, "therm"}, Unit{279, "°F"}};

std::string unit_name(std::int64_t code) {
    for (const Unit& unit : kUnits) {
        if (unit.code == code) return std::string{unit.name};
    }
    return code == 0 ? std::string{} : "unit " + std::to_string(code);
}

Quality quality_of(std::int64_t code) {
    switch (code) {
        case 0:   // valid
        case 14:  // raw
        case 17:  // validated
        case 18:  // verified
        case 19:  // of revenue quality
            return Quality::actual;
        case 8:   // estimated by a reference day
        case 9:   // by linear interpolation
        case 10:  // questionable
        case 12:  // projected
        case 13:  // mixed
            return Quality::estimated;
        default:  // edited, derived, normalised
            return Quality::substituted;
    }
}

/// An entry's links and what it holds.
struct Entry {
    std::string_view self;
    std::string_view up;
    std::vector<std::string_view> related;
    std::string_view title;
    const Element* content;  // the element inside <content>
};

struct Type {
    std::int64_t accumulation{0};
    std::int64_t flow{0};
    std::int64_t power_of_ten{0};
    std::int64_t unit{0};
};

std::string_view text_of(const Element& parent, std::string_view name) {
    const Element* child = parent.child(kEspi, name);
    return child == nullptr ? std::string_view{} : child->trimmed();
}

std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return number;
}

std::int64_t whole_or_zero(const Element& parent, std::string_view name) {
    return whole(text_of(parent, name)).value_or(0);
}

std::optional<Exact> scaled(std::int64_t raw, std::int64_t power_of_ten) {
    Wide value = Wide{raw} * kExactScale;
    if (power_of_ten < -12 || power_of_ten > 12) return std::nullopt;
    for (; power_of_ten > 0; --power_of_ten) {
        if (__builtin_mul_overflow(value, Wide{10}, &value)) return std::nullopt;
    }
    Wide divisor = 1;
    for (; power_of_ten < 0; ++power_of_ten) divisor *= 10;
    constexpr Wide kMax = Wide{1'000'000'000} * kExactScale * kExactScale;  // 10^23
    if (value >= kMax || value <= -kMax) return std::nullopt;
    return share_of({value}, 1, divisor);
}

/// The last part of a link, which is what people know a usage point by.
std::string last_part(std::string_view link) {
    const std::size_t slash = link.rfind('/');
    return std::string{slash == std::string_view::npos ? link : link.substr(slash + 1)};
}

class Feed {
public:
    Feed(const Element& root, const Limits& limits) : limits_{limits} { gather(root); }

    std::expected<Said, Fault> read() {
        for (const Entry& entry : entries_) {
            if (entry.content->name == "LocalTimeParameters" && !said_.utc_offset_s) {
                const auto offset = whole(text_of(*entry.content, "tzOffset"));
                if (offset && *offset > -86'400 && *offset < 86'400) {
                    said_.utc_offset_s = static_cast<std::int32_t>(*offset);
                }
            }
            if (entry.content->name != "IntervalBlock") continue;
            if (const auto good = block(entry); !good) return Failed{good.error()};
        }
        return std::move(said_);
    }

private:
    void gather(const Element& root) {
        if (root.space == kEspi) {  // a bare block, without a feed around it
            entries_.push_back({.content = &root});
            return;
        }
        if (root.name == "entry") gather_entry(root);
        for (const Element& element : root.children()) {
            if (element.space == kAtom && element.name == "entry") gather_entry(element);
        }
        for (const std::size_t reading : readings_) {
            for (const std::string_view link : entries_[reading].related) {
                reading_of_.emplace(link, reading);
            }
        }
    }

    void gather_entry(const Element& element) {
        Entry entry{};
        for (const Element& part : element.children()) {
            if (part.space != kAtom) continue;
            if (part.name == "title") entry.title = part.trimmed();
            if (part.name == "link") take_link(entry, part);
        }
        const Element* content = element.child(kAtom, "content");
        if (content == nullptr) return;
        for (const Element& inside : content->children()) {
            entry.content = &inside;
            if (inside.name == "MeterReading") readings_.push_back(entries_.size());
            by_self_.emplace(entry.self, entries_.size());
            entries_.push_back(entry);
        }
    }

    static void take_link(Entry& entry, const Element& link) {
        const auto rel = link.attribute("rel").value_or("");
        const auto href = link.attribute("href").value_or("");
        if (rel == "self") entry.self = href;
        if (rel == "up") entry.up = href;
        if (rel == "related") entry.related.push_back(href);
    }

    const Entry* by_self(std::string_view link) const {
        const auto found = by_self_.find(link);
        return found == by_self_.end() ? nullptr : &entries_[found->second];
    }

    /// The reading that a block is of: it links to the block, or to the blocks' own list, which in
    /// turn lies below it.
    const Entry* reading_of(const Entry& block) const {
        for (const std::string_view link : {block.self, block.up}) {
            const auto found = reading_of_.find(link);
            if (!link.empty() && found != reading_of_.end()) return &entries_[found->second];
        }
        constexpr std::string_view kList = "/IntervalBlock";
        if (!block.up.ends_with(kList)) return nullptr;
        return by_self(block.up.substr(0, block.up.size() - kList.size()));
    }

    Type type_of(const Entry& reading) const {
        for (const std::string_view link : reading.related) {
            const Entry* entry = by_self(link);
            if (entry == nullptr || entry->content->name != "ReadingType") continue;
            const Element& type = *entry->content;
            return {whole_or_zero(type, "accumulationBehaviour"),
                    whole_or_zero(type, "flowDirection"),
                    whole_or_zero(type, "powerOfTenMultiplier"), whole_or_zero(type, "uom")};
        }
        return {};
    }

    /// The title of the usage point, or else its number.
    std::string point_of(const Entry& reading) const {
        constexpr std::string_view kList = "/MeterReading";
        if (!reading.up.ends_with(kList)) return {};
        const auto link = reading.up.substr(0, reading.up.size() - kList.size());
        const Entry* point = by_self(link);
        if (point != nullptr && !point->title.empty()) return std::string{point->title};
        return last_part(link);
    }

    /// The series that a block's intervals belong to.
    std::size_t series_of(const Entry* reading, const Type& type) {
        const auto known = series_.find(reading);
        if (known != series_.end()) return known->second;
        Series series{.unit = unit_name(type.unit),
                      .fed_in = type.flow == 19,
                      .counter = type.accumulation == 3 || type.accumulation == 1};
        if (reading != nullptr) {
            series.point = point_of(*reading);
            series.name =
                reading->title.empty() ? last_part(reading->self) : std::string{reading->title};
        }
        said_.series.push_back(std::move(series));
        return series_[reading] = said_.series.size() - 1;
    }

    std::expected<void, Fault> block(const Entry& entry) {
        const Entry* reading = reading_of(entry);
        const Type type = reading == nullptr ? Type{} : type_of(*reading);
        const std::size_t series = series_of(reading, type);
        for (const Element& element : entry.content->children()) {
            if (element.space != kEspi || element.name != "IntervalReading") continue;
            const auto measured = interval(element, type);
            if (!measured) return Failed{measured.error()};
            if (++count_ > limits_.intervals) {
                return Failed{{element.line, "the file has more than " +
                                                 std::to_string(limits_.intervals) + " intervals"}};
            }
            said_.series[series].measured.push_back(*measured);
        }
        return {};
    }

    static std::expected<Measured, Fault> interval(const Element& element, const Type& type) {
        const auto fail = [&](std::string reason) {
            return Failed{{element.line, std::move(reason)}};
        };
        const Element* period = element.child(kEspi, "timePeriod");
        const auto start = period == nullptr ? std::nullopt : whole(text_of(*period, "start"));
        const auto seconds = period == nullptr ? std::nullopt : whole(text_of(*period, "duration"));
        constexpr std::int64_t kSecondMax = 253'402'300'799;  // the end of the year 9999
        if (!start || *start < -kSecondMax / 4 || *start > kSecondMax) {
            return fail("an interval without a start");
        }
        if (seconds && (*seconds < 0 || *seconds > 400 * 86'400)) {
            return fail("an interval of " + std::to_string(*seconds) + " seconds");
        }
        Measured measured{.start = {*start * 1'000},
                          .seconds = static_cast<std::int32_t>(seconds.value_or(0))};
        const std::string_view text = text_of(element, "value");
        if (text.empty()) {
            measured.quality = Quality::missing;
            return measured;
        }
        const auto raw = whole(text);
        const auto quantity = raw ? scaled(*raw, type.power_of_ten) : std::nullopt;
        if (!quantity) return fail('"' + std::string{text} + "\" is no figure, or out of range");
        measured.quantity = *quantity;
        for (const Element& told : element.children()) {
            if (told.name != "ReadingQuality") continue;
            const auto code = whole(text_of(told, "quality"));
            if (code) measured.quality = std::max(measured.quality, quality_of(*code));
        }
        return measured;
    }

    const Limits& limits_;
    Said said_;
    std::vector<Entry> entries_;
    std::vector<std::size_t> readings_;
    std::map<std::string_view, std::size_t> by_self_;
    std::map<std::string_view, std::size_t> reading_of_;  // by what a reading links to
    std::map<const Entry*, std::size_t> series_;
    std::size_t count_{0};
};

}  // namespace

std::expected<Said, Fault> read_espi(std::string_view bytes, const Limits& limits) {
    const auto document = xml::read(bytes, {.bytes = limits.bytes});
    if (!document) {
        auto error = document.error();
        const std::uint64_t line = std::exchange(error.line, 0);
        return Failed{{line, xml::to_string(error)}};
    }
    const Element& root = document->root();
    const bool feed = root.space == kAtom && (root.name == "feed" || root.name == "entry");
    if (!feed && root.space != kEspi) {
        return Failed{{root.line, "it is no Green Button file: no Atom feed, no ESPI"}};
    }
    return Feed{root, limits}.read();
}

}  // namespace pos::billing::meter::files
