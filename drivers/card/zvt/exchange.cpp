#include "drivers/card/zvt/exchange.hpp"

#include <algorithm>
#include <utility>

namespace drivers::card::zvt {

namespace {

using End = Exchanged::End;

Slip::For whom(SlipKind slip) {
    switch (slip) {
        case SlipKind::unsaid:
            return Slip::For::unsaid;
        case SlipKind::merchant:
            return Slip::For::merchant;
        case SlipKind::customer:
            return Slip::For::customer;
        case SlipKind::administration:
            return Slip::For::administration;
    }
    return Slip::For::unsaid;
}

class Exchange {
public:
    Exchange(Line& line, const Waits& waits, Charset charset, const ExchangeHooks& hooks,
             Asked asked)
        : line_{line}, waits_{waits}, charset_{charset}, hooks_{hooks}, asked_{asked} {}

    Exchanged run(const Apdu& command) {
        if (!line_.send(command)) return end(End::broken);
        acknowledged_until_ = transport::after(waits_.answer);
        end_until_ = transport::after(waits_.end);
        while (!ended_) step();
        return std::move(result_);
    }

private:
    Exchanged end(End how) {
        result_.end = how;
        ended_ = true;
        return result_;
    }

    void step() {
        const auto until = acknowledged_ ? end_until_ : std::min(acknowledged_until_, end_until_);
        const auto apdu = line_.receive(until);
        if (!apdu && apdu.error() == LineError::woken) return want_to_stop();
        if (!apdu) {
            end(apdu.error() == LineError::cancelled ? End::stopped : End::broken);
            return;
        }
        const Message message = read(*apdu, charset_, asked_);
        std::visit([this](const auto& said) { hear(said); }, message);
    }

    /// A terminal that has been told once is not told again; it may be beyond stopping.
    void want_to_stop() {
        if (told_to_stop_ || hooks_.cancel == nullptr || !hooks_.cancel->load()) return;
        told_to_stop_ = true;
        end_until_ = std::min(end_until_, transport::after(waits_.after_cancel));
        if (!line_.send(abort_by_till())) end(End::broken);
    }

    void answer(const Apdu& apdu) {
        if (!line_.send(apdu)) end(End::broken);
    }
    void wait_anew(std::chrono::milliseconds wait) {
        if (!told_to_stop_) end_until_ = transport::after(wait);
    }

    void hear(const Acknowledged&) { acknowledged_ = true; }

    void hear(const Refused& refused) {
        // Also the answer to a wish to stop, which changes nothing.
        if (acknowledged_) return;
        result_.code = refused.code;
        end(End::refused);
    }

    void hear(const IntermediateStatus& status) {
        acknowledged_ = true;
        wait_anew(status.minutes.value_or(0) > 0 ? std::chrono::minutes{*status.minutes}
                                                 : waits_.end);
        hooks_.doing(status);
        answer(acknowledge());
    }

    void hear(const StatusInformation& status) {
        acknowledged_ = true;
        wait_anew(waits_.end);
        result_.status = status;
        const bool approved = status.result.value_or(kSystemError) == 0;
        if (!hooks_.keep || !approved || result_.kept) return answer(acknowledge());
        if (!hooks_.keep(status)) {
            result_.not_kept = true;
            return answer(refuse(kSystemError));
        }
        // From here on the money moves as far as the till is concerned, whether the terminal hears
        // of it or not: what becomes of it is asked, not guessed.
        result_.kept = true;
        answer(acknowledge());
    }

    void hear(const Print& print) {
        const Slip::For kind = whom(print.slip);
        if (result_.slips.empty() || slip_ended_ || result_.slips.back().whom != kind) {
            result_.slips.push_back({.whom = kind});
        }
        slip_ended_ = print.ends;
        for (const PrintedLine& line : print.lines) {
            result_.slips.back().lines.push_back({line.text, line.centred, line.wide, line.high});
        }
        wait_anew(waits_.end);
        answer(acknowledge());
    }

    void hear(const Completion& completion) {
        result_.completion = completion;
        (void)line_.send(acknowledge());  // it is over, heard or not
        end(End::completed);
    }

    void hear(const Aborted& aborted) {
        result_.code = aborted.code;
        result_.text = aborted.text;
        (void)line_.send(acknowledge());
        end(End::aborted);
    }

    void hear(const SetClock&) { answer(acknowledge()); }
    void hear(const Other&) { answer(refuse(kNotPossible)); }

    Line& line_;
    const Waits& waits_;
    Charset charset_;
    const ExchangeHooks& hooks_;
    Asked asked_;
    Exchanged result_;
    transport::Deadline acknowledged_until_{};
    transport::Deadline end_until_{};
    bool acknowledged_{false};
    bool told_to_stop_{false};
    bool slip_ended_{false};
    bool ended_{false};
};

}  // namespace

Exchanged exchange(Line& line, const Apdu& command, const Waits& waits, Charset charset,
                   const ExchangeHooks& hooks, Asked asked) {
    return Exchange{line, waits, charset, hooks, asked}.run(command);
}

}  // namespace drivers::card::zvt
