// source: SWIFT, Standards MT, category 9: MT940 and MT942, and what banks make of them
#include <algorithm>
#include <utility>

#include "pos/billing/bank/mt940_details.hpp"
#include "pos/billing/bank/read.hpp"
#include "pos/billing/bank/texts.hpp"
#include "pos/xml/document.hpp"

namespace pos::billing::bank {

namespace {

struct Broken {
    ReadError error;
};

[[noreturn]] void fail(std::uint32_t line, std::string reason) {
    throw Broken{{line, std::move(reason)}};
}

bool digit(char c) {
    return c >= '0' && c <= '9';
}

/// Text that is taken from the left.
class Rest {
public:
    explicit Rest(std::string_view text) : text_{text} {}
    bool empty() const { return text_.empty(); }
    char front() const { return text_.empty() ? '\0' : text_.front(); }
    std::string_view all() const { return text_; }
    std::string_view take(std::size_t count) {
        const std::string_view taken = text_.substr(0, count);
        text_.remove_prefix(taken.size());
        return taken;
    }
    template <class Is>
    std::string_view take_while(Is is, std::size_t max) {
        std::size_t count = 0;
        while (count < text_.size() && count < max && is(text_[count])) ++count;
        return take(count);
    }
    bool digits(std::size_t count) const {
        return text_.size() >= count && std::ranges::all_of(text_.substr(0, count), digit);
    }

private:
    std::string_view text_;
};

unsigned number_of(std::string_view digits) {
    unsigned number = 0;
    for (const char c : digits) number = number * 10 + static_cast<unsigned>(c - '0');
    return number;
}

/// Two digits of a year: SWIFT's messages are younger than 1980.
int year_of(unsigned two) {
    return static_cast<int>(two < 80 ? 2000 + two : 1900 + two);
}

/// A day that is there. Months of interest have thirty days in some places, so that the 29th and
/// 30th of February are its last.
Date day_of(std::uint32_t line, int year, unsigned month, unsigned day) {
    const auto text = [&](unsigned which) {
        std::string two = which < 10 ? "0" : "";
        two += std::to_string(which);
        return std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month) + "-" + two;
    };
    auto found = parse_date(text(day));
    for (unsigned less = 1; !found && month == 2 && day <= 30 && less <= 2; ++less) {
        found = parse_date(text(day - less));
    }
    if (!found) fail(line, text(day) + " is no date");
    return *found;
}

Date take_date(Rest& rest, std::uint32_t line) {
    if (!rest.digits(6)) fail(line, "a date is missing");
    const unsigned year = number_of(rest.take(2));
    const unsigned month = number_of(rest.take(2));
    return day_of(line, year_of(year), month, number_of(rest.take(2)));
}

Exact take_figure(Rest& rest, std::uint32_t line) {
    std::string figure{rest.take_while([](char c) { return digit(c) || c == ','; }, 20)};
    std::ranges::replace(figure, ',', '.');
    const auto value = figure_of(figure);
    if (!value) fail(line, "\"" + figure + "\" is no amount");
    return *value;
}

struct Tag {
    std::string_view name;  // "60F"
    std::string text;       // its lines with a line end between
    std::uint32_t line{0};
};

/// ":60F:" at the start of a line.
std::string_view tag_name(std::string_view line) {
    if (line.size() < 4 || line.front() != ':') return {};
    const std::size_t end = line.find(':', 1);
    if (end == std::string_view::npos || end > 5) return {};
    const std::string_view name = line.substr(1, end - 1);
    if (name == "NS") return name;
    const bool number = name.size() >= 2 && digit(name[0]) && digit(name[1]);
    if (!number || name.size() > 3) return {};
    if (name.size() == 3 && !digit(name[2]) && (name[2] < 'A' || name[2] > 'Z')) return {};
    return name;
}

class Mt940 {
public:
    Mt940(std::string_view bytes, const Limits& limits) : bytes_{bytes}, limits_{limits} {}

    Statements read() {
        std::size_t at = 0;
        std::uint32_t number = 0;
        Tag tag;
        const auto end_tag = [&] {
            if (!tag.name.empty()) take(tag);
            tag = {};
        };
        bool split = false;  // a line of a colon alone: the rest of the tag is in the next one
        std::string mended;
        while (at < bytes_.size()) {
            const std::size_t end = std::min(bytes_.find('\n', at), bytes_.size());
            std::string_view line = bytes_.substr(at, end - at);
            at = end + 1;
            ++number;
            while (line.ends_with('\r')) line.remove_suffix(1);
            while (!line.empty() && (line.front() == '\x01' || line.front() == '\x03'))
                line.remove_prefix(1);
            if (const std::size_t block = line.find("{4:");
                line.starts_with('{') && block != std::string_view::npos)
                line.remove_prefix(block + 3);
            if (line == ":") {
                split = true;
                continue;
            }
            if (std::exchange(split, false)) {
                mended = ":" + std::string{line};
                line = mended;
            }
            if (const std::string_view name = tag_name(line); !name.empty()) {
                end_tag();
                names_.assign(name);
                tag = {names_, std::string{line.substr(name.size() + 2)}, number};
                continue;
            }
            const bool message_ends = line == "-" || line.starts_with("-}") || line == "-\x03";
            if (message_ends) {
                end_tag();
                end_statement();
                continue;
            }
            if (tag.name.empty() || line.empty()) continue;  // headers of all kinds
            tag.text += '\n';
            tag.text += line;
            if (tag.text.size() > limits_.text) fail(number, "a field is longer than is taken");
        }
        end_tag();
        end_statement();
        if (statements_.empty()) fail(0, "this is no MT940: no field :20: begins a statement");
        return std::move(statements_);
    }

private:
    void end_statement() {
        if (!open_) return;
        open_ = false;
        Statement& one = statements_.back();
        if (one.account.empty()) fail(one.line, "a statement names no account (:25:)");
        if (one.opening) one.currency = one.opening->amount.currency;
        for (Entry& entry : one.entries) {
            if (one.currency.empty()) fail(entry.line, "nothing says the currency of this entry");
            entry.amount.currency = one.currency;
        }
    }

    Statement& statement(const Tag& tag) {
        if (!open_)
            fail(tag.line,
                 "a statement begins with :20:, not with :" + std::string{tag.name} + ":");
        return statements_.back();
    }

    static Balance balance(const Tag& tag, const std::string& said_before) {
        Rest rest{tag.text};
        const std::string_view mark = rest.take(1);
        if (mark != "C" && mark != "D") fail(tag.line, "a balance is neither C nor D");
        Balance said;
        said.on = take_date(rest, tag.line);
        // Some leave the currency of a closing balance to that of the opening one.
        const bool named = !digit(rest.front()) || said_before.empty();
        said.amount.currency = named ? rest.take(3) : std::string_view{said_before};
        if (!is_currency(said.amount.currency)) fail(tag.line, "a balance names no currency");
        const Exact value = take_figure(rest, tag.line);
        said.amount.value = mark == "D" ? -value : value;
        said.intermediate = tag.name.ends_with('M');
        return said;
    }

    /// The day of booking has no year: it is the one that lies nearest to the value date.
    static std::optional<Date> booked_on(Rest& rest, Date value, std::uint32_t line) {
        if (rest.all().starts_with("    ")) {
            rest.take(4);
            return {};
        }
        if (!rest.digits(4)) return {};
        const unsigned month = number_of(rest.take(2));
        const unsigned day = number_of(rest.take(2));
        int year = split(value).year;
        const int months = static_cast<int>(month) - static_cast<int>(split(value).month);
        if (months > 6) --year;
        if (months < -6) ++year;
        return day_of(line, year, month, day);
    }

    static Entry entry(const Tag& tag) {
        Entry one;
        one.line = tag.line;
        one.details.emplace_back();
        Rest rest{tag.text};
        one.value = take_date(rest, tag.line);
        one.booked = booked_on(rest, *one.value, tag.line);
        if (!one.booked) one.booked = one.value;
        if (rest.front() == 'R') {
            // "RC" and "RD" undo a credit and a debit; an R behind the mark is of the currency.
            one.reversal = true;
            rest.take(1);
        }
        const std::string_view mark = rest.take(1);
        if (mark != "C" && mark != "D") fail(tag.line, "an entry is neither C nor D");
        const bool debit = (mark == "D") != one.reversal;
        if (rest.front() >= 'A' && rest.front() <= 'Z') rest.take(1);
        if (rest.front() == '\n' || rest.front() == ' ') rest.take(1);
        const Exact value = take_figure(rest, tag.line);
        one.amount.value = debit ? -value : value;
        rest.take(4);  // the kind of transaction
        const std::string_view more = rest.all();
        const std::size_t line_end = std::min(more.find('\n'), more.size());
        const std::string_view references = more.substr(0, line_end);
        const std::size_t slashes = std::min(references.find("//"), references.size());
        one.details.front().end_to_end = reference_of(references.substr(0, slashes));
        if (slashes < references.size())
            one.bank_reference = reference_of(references.substr(slashes + 2));
        if (line_end < more.size()) one.text = clean(more.substr(line_end));
        return one;
    }

    void take(const Tag& tag) {
        if (tag.name == "20") {
            end_statement();
            open_ = true;
            last_was_entry_ = false;
            Statement& one = statements_.emplace_back();
            one.format = Format::mt940;
            one.line = tag.line;
            one.id = clean(tag.text);
            details_.clear();
            return;
        }
        if (tag.name == "86") {
            take_details(tag);
            return;
        }
        last_was_entry_ = false;
        if (tag.name == "25") {
            statement(tag).account = clean(tag.text);
        } else if (tag.name == "28C" || tag.name == "28") {
            statement(tag).number = clean(tag.text);
        } else if (tag.name == "60F" || tag.name == "60M") {
            Statement& one = statement(tag);
            if (one.opening) fail(tag.line, "a second opening balance");
            one.opening = balance(tag, {});
        } else if (tag.name == "62F" || tag.name == "62M") {
            Statement& one = statement(tag);
            if (one.closing) fail(tag.line, "a second closing balance");
            one.closing = balance(tag, one.opening ? one.opening->amount.currency : std::string{});
        } else if (tag.name == "34F") {
            Statement& one = statement(tag);
            one.format = Format::mt942;
            one.currency = tag.text.substr(0, 3);
            if (!is_currency(one.currency)) fail(tag.line, "a limit names no currency");
        } else if (tag.name == "61") {
            if (++entries_ > limits_.entries) fail(tag.line, "it has more entries than are taken");
            Statement& one = statement(tag);
            one.entries.push_back(entry(tag));
            last_was_entry_ = true;
            details_.clear();
        }
    }

    /// What follows an entry is of it, however many fields; what follows a balance is of nobody.
    void take_details(const Tag& tag) {
        Statement& one = statement(tag);
        if (!last_was_entry_) return;
        if (!details_.empty()) details_ += '\n';
        details_ += tag.text;
        if (details_.size() > limits_.text) fail(tag.line, "a field is longer than is taken");
        Entry& entry = one.entries.back();
        const Detail before = entry.details.front();
        entry.details.front() = {};
        read_details(details_, entry);
        Detail& said = entry.details.front();
        if (said.end_to_end.empty()) said.end_to_end = before.end_to_end;
    }

    std::string_view bytes_;
    const Limits& limits_;
    Statements statements_;
    std::string names_;
    std::string details_;
    bool open_{false};
    bool last_was_entry_{false};
    std::size_t entries_{0};
};

}  // namespace

std::expected<Statements, ReadError> read_mt940(std::string_view bytes, const Limits& limits) {
    if (bytes.size() > limits.bytes)
        return std::unexpected{ReadError{0, "the file is larger than is taken"}};
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    try {
        return Mt940{bytes, limits}.read();
    } catch (const Broken& broken) {
        return std::unexpected{broken.error};
    }
}

std::expected<Statements, ReadError> read(std::string_view bytes, const Limits& limits) {
    std::string_view start = bytes.substr(0, 256);
    if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
    start = xml::trim(start);
    const bool xml =
        start.starts_with('<') || bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    return xml ? read_camt(bytes, limits) : read_mt940(bytes, limits);
}

}  // namespace pos::billing::bank
