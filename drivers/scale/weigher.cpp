#include "drivers/scale/weigher.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "drivers/scale/answer_line.hpp"
#include "drivers/scale/dialog06.hpp"
#include "drivers/scale/hid.hpp"
#include "drivers/scale/nci.hpp"
#include "drivers/scale/toledo.hpp"

namespace drivers::scale {

namespace {

using transport::Deadline;
using transport::Pipe;

Reading not_read() {
    return {.condition = Condition::not_read};
}

/// Scales that answer one command with one answer.
class Toledo final : public Weigher {
public:
    explicit Toledo(Unit unit) : unit_{unit} {}

    std::optional<Reading> weigh(Pipe& line, Deadline until) override {
        return ask(line, toledo::kAskWeight, until);
    }
    bool tare(Pipe& line, Deadline until) override { return done(line, toledo::kTare, until); }
    void clear_tare(Pipe& line, Deadline until) override {
        (void)done(line, toledo::kClearTare, until);
    }
    bool zero(Pipe& line, Deadline until) override { return done(line, toledo::kZero, until); }

private:
    std::optional<Reading> ask(Pipe& line, char command, Deadline until) {
        answers_.forget();
        const std::string text(1, command);
        if (!answers_.send(line, pos::as_bytes(text), until)) return std::nullopt;
        const auto answer = answers_.next(line, until, toledo::end_of_answer);
        if (answer) return toledo::read_answer(*answer, unit_);
        if (answer.error() == AnswerLine::Failure::broken) return std::nullopt;
        return not_read();
    }
    bool done(Pipe& line, char command, Deadline until) {
        const auto answer = ask(line, command, until);
        return answer && answer->condition != Condition::not_read;
    }

    Unit unit_;
    AnswerLine answers_;
};

class Nci final : public Weigher {
public:
    std::optional<Reading> weigh(Pipe& line, Deadline until) override {
        return ask(line, nci::kAskWeight, until);
    }
    bool tare(Pipe& line, Deadline until) override { return done(line, nci::kTare, until); }
    /// A tare of the empty scale is none.
    void clear_tare(Pipe& line, Deadline until) override { (void)done(line, nci::kTare, until); }
    bool zero(Pipe& line, Deadline until) override { return done(line, nci::kZero, until); }

private:
    std::optional<Reading> ask(Pipe& line, char command, Deadline until) {
        answers_.forget();
        const std::string text{command, nci::kEnd};
        if (!answers_.send(line, pos::as_bytes(text), until)) return std::nullopt;
        const auto answer = answers_.next(line, until, nci::end_of_answer);
        if (answer) return nci::read_answer(*answer);
        if (answer.error() == AnswerLine::Failure::broken) return std::nullopt;
        return not_read();
    }
    bool done(Pipe& line, char command, Deadline until) {
        const auto answer = ask(line, command, until);
        return answer && answer->condition != Condition::not_read;
    }

    AnswerLine answers_;
};

class Dialog06 final : public Weigher {
public:
    Dialog06(std::optional<std::uint16_t> polynomial, pos::Random& random)
        : polynomial_{polynomial}, random_{random} {}

    std::optional<Reading> weigh(Pipe& line, Deadline until) override {
        same_as_before_ = false;
        auto reading = weigh_once(line, until);
        // "Nothing has moved since": what was weighed lies there yet.
        if (reading && !same_as_before_) last_ = *reading;
        if (same_as_before_) return last_;
        return reading;
    }
    bool tare(Pipe& line, Deadline until) override {
        question_.tare_g.reset();
        const auto reading = weigh(line, until);
        constexpr std::int64_t kGram = 1'000;  // in millionths of a kilogram
        if (!reading || reading->condition != Condition::stable) return false;
        const std::int64_t grams = reading->weight.millionths / kGram;
        if (grams > dialog06::kTareMax) return false;
        question_.tare_g = static_cast<std::uint16_t>(grams);
        return true;
    }
    void clear_tare(Pipe&, Deadline) override { question_.tare_g.reset(); }
    bool zero(Pipe&, Deadline) override { return false; }  // by its own key alone
    void set_price(std::uint32_t price_minor) override {
        question_.price_minor = std::min(price_minor, dialog06::kPriceMax);
    }

private:
    using Kind = dialog06::Answer::Kind;
    /// An answer; else what the weighing comes to without one.
    using Step = std::expected<dialog06::Answer, std::optional<Reading>>;

    std::optional<Reading> weigh_once(Pipe& line, Deadline until) {
        answers_.forget();
        // Proof may be wanted in place of the first answer; then the question is put again.
        constexpr int kRounds = 2;
        for (int round = 0; round < kRounds; ++round) {
            const auto first = exchange(line, dialog06::price(question_), until);
            if (!first) return first.error();
            if (first->kind == Kind::refused) return why(line, until);
            if (first->kind == Kind::acknowledged) return result(line, until);
            if (first->kind != Kind::proof_wanted) return not_read();
            const auto proven = prove(line, first->random, until);
            if (!proven) return proven.error();
        }
        return Reading{.condition = Condition::not_ready};
    }

    Step exchange(Pipe& line, const pos::Bytes& bytes, Deadline until) {
        if (!answers_.send(line, bytes, until)) return std::unexpected{std::nullopt};
        const auto answer = answers_.next(line, until, dialog06::end_of_answer);
        if (!answer && answer.error() == AnswerLine::Failure::broken) {
            return std::unexpected{std::nullopt};
        }
        if (!answer) return std::unexpected{std::optional{not_read()}};
        const auto read = dialog06::read_answer(*answer);
        const bool record = read.kind != Kind::acknowledged && read.kind != Kind::refused;
        if (record && !answers_.send(line, dialog06::received(), until)) {
            return std::unexpected{std::nullopt};
        }
        return read;
    }

    std::optional<Reading> result(Pipe& line, Deadline until) {
        const auto answer = exchange(line, dialog06::ask_result(), until);
        if (!answer) return answer.error();
        if (answer->kind == Kind::refused) return why(line, until);
        if (answer->kind != Kind::weight) return not_read();
        const bool something = answer->weight_kg.millionths > 0;
        return Reading{.condition = something ? Condition::stable : Condition::zero,
                       .weight = answer->weight_kg,
                       .net = question_.tare_g.has_value()};
    }

    std::optional<Reading> why(Pipe& line, Deadline until) {
        const auto answer = exchange(line, dialog06::ask_status(), until);
        if (!answer) return answer.error();
        if (answer->kind != Kind::status) return not_read();
        constexpr unsigned kNotMoved = 21;
        same_as_before_ = answer->status == kNotMoved && last_.condition == Condition::stable;
        return Reading{.condition = dialog06::condition_of(answer->status)};
    }

    std::expected<void, std::optional<Reading>> prove(Pipe& line, std::uint8_t wanted,
                                                      Deadline until) {
        const std::optional<Reading> unproven{Reading{.condition = Condition::not_ready}};
        if (!polynomial_) return std::unexpected{unproven};
        std::array<std::byte, 2> drawn{};
        random_.fill(drawn);
        const auto sum = static_cast<std::uint16_t>(std::to_integer<unsigned>(drawn[0]) << 8U |
                                                    std::to_integer<unsigned>(drawn[1]));
        const auto proof = dialog06::proof_of(sum, *polynomial_, wanted);
        const auto taken = exchange(line, dialog06::check_sums(proof.sum, proof.remainder), until);
        if (!taken) return std::unexpected{taken.error()};
        if (taken->kind != Kind::acknowledged) return std::unexpected{unproven};
        const auto verdict = exchange(line, dialog06::ask_result(), until);
        if (!verdict) return std::unexpected{verdict.error()};
        if (verdict->kind != Kind::proof_accepted) return std::unexpected{unproven};
        return {};
    }

    std::optional<std::uint16_t> polynomial_;
    pos::Random& random_;
    dialog06::Question question_;
    AnswerLine answers_;
    Reading last_;
    bool same_as_before_{false};
};

/// A HID scale reports by itself; the last report counts. Its tare is taken off here.
class Hid final : public Weigher {
public:
    std::optional<Reading> weigh(Pipe& line, Deadline until) override {
        std::array<std::byte, 64> room{};
        for (;;) {
            const auto got = line.read(room, heard_ ? transport::Deadline{} : until);
            if (got) {
                heard_ = true;
                last_ = hid::read_report(pos::BytesView{room}.first(*got));
                continue;
            }
            const auto fault = got.error().fault;
            if (fault == transport::Fault::woken || fault == transport::Fault::stalled) continue;
            if (fault != transport::Fault::timed_out) return std::nullopt;
            // It says nothing as long as nothing changes.
            heard_ = false;
            return less_tare(last_);
        }
    }
    bool tare(Pipe&, Deadline) override {
        if (last_.condition != Condition::stable) return false;
        tare_ = last_;
        return true;
    }
    void clear_tare(Pipe&, Deadline) override { tare_.reset(); }
    bool zero(Pipe&, Deadline) override { return false; }

private:
    Reading less_tare(Reading reading) const {
        // Of an empty scale the unit says nothing.
        const bool empty = reading.condition == Condition::zero;
        if (!tare_ || (reading.unit != tare_->unit && !empty)) return reading;
        const bool moving = reading.condition == Condition::moving;
        if (reading.condition != Condition::stable && !moving && !empty) return reading;
        reading.unit = tare_->unit;
        reading.weight.millionths -= tare_->weight.millionths;
        reading.net = true;
        if (moving) return reading;
        reading.condition = reading.weight.millionths > 0   ? Condition::stable
                            : reading.weight.millionths < 0 ? Condition::under
                                                            : Condition::zero;
        return reading;
    }

    bool heard_{false};
    Reading last_{.condition = Condition::not_read};
    std::optional<Reading> tare_;
};

}  // namespace

std::unique_ptr<Weigher> make_weigher(const ProtocolOptions& options, pos::Random& random) {
    switch (options.protocol) {
        case Protocol::toledo_8217:
            return std::make_unique<Toledo>(options.unit);
        case Protocol::nci:
            return std::make_unique<Nci>();
        case Protocol::dialog06:
            return std::make_unique<Dialog06>(options.polynomial, random);
        case Protocol::hid:
            return std::make_unique<Hid>();
    }
    return nullptr;
}

}  // namespace drivers::scale
