#pragma once

#include <memory>

#include "drivers/card/card_terminal.hpp"
#include "pos/sale/effects.hpp"

namespace till {

/// Carries what register and shell want of the card terminal to it. Does nothing where there is
/// none.
///
/// threads: the drawing thread; reports come as the terminal's OnReport says
class CardLink {
public:
    explicit CardLink(std::unique_ptr<drivers::card::CardTerminal> terminal)
        : terminal_{std::move(terminal)} {}

    bool there() const { return terminal_ != nullptr; }
    void prepare();
    void ask(const pos::sale::AskCard& ask);
    void keep(const pos::sale::KeepCard& keep);
    void cancel();
    void enquire(const pos::journal::CardAttempted& attempt);
    void close_day();

private:
    std::unique_ptr<drivers::card::CardTerminal> terminal_;
};

}  // namespace till
