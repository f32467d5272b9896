#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "drivers/printer/paper/event.hpp"
#include "drivers/printer/paper/paper.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::printer::paper {

enum class Language : std::uint8_t { escpos, star_line };

/// A code page of the printer: "cp858", "windows-1252", "iso-8859-15"…
struct PageName {
    std::uint8_t number{0};
    std::string name;
};

/// The printer that is played.
struct Model {
    Language language{Language::escpos};
    unsigned dots{576};  // printable, across
    unsigned dots_per_inch{203};
    /// Steps of ESC 3, ESC J and others: half a dot with Epson, a dot with many others.
    unsigned feed_steps_per_inch{406};
    /// Numbers that mean something else than in Epson's (or Star's) list.
    std::vector<PageName> pages;
    /// What two-byte characters mean: "gb18030", "big5", "shift_jis", "euc-kr"; and whether they
    /// are on from the start, as in printers for those markets.
    std::string multibyte{"gb18030"};
    bool multibyte_on{false};
};

/// Reads what a host sends to a receipt printer and puts it on paper, as the printer would.
///
/// Bytes may come in pieces of any size. Settings, downloaded characters and stored pictures live
/// as long as the interpreter does. No input makes it fail, or grow beyond some 64 MiB: paper is at
/// most 10 metres long until it is taken away, larger commands are skipped by their length.
///
/// threads: one at a time
/// source:  Epson, ESC/POS Command Reference; Star, Line Mode Command Specifications
class Interpreter {
public:
    explicit Interpreter(Model model);
    ~Interpreter();
    Interpreter(Interpreter&&) noexcept;
    Interpreter& operator=(Interpreter&&) noexcept;

    void feed(pos::BytesView bytes);

    /// Nothing more will come: a line that waits for its end is printed, a command that was cut
    /// off is remarked.
    void finish();

    /// What stands on the paper so far; a line under way does not.
    const Paper& paper() const;

    /// Takes the paper away and starts on fresh paper.
    Paper take_paper();

    /// What happened since the last call, in order, at most 65,536.
    std::vector<Event> take_events();

    /// The pictures that are kept for good (GS ( L): their keys, the first character in the low
    /// byte.
    std::vector<unsigned> picture_keys() const;

    /// Switched off and on again: settings, buffers and a command under way are lost; what is
    /// stored for good stays, and so does the paper.
    void power_cycle();

private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

/// Finds commands that a printer carries out on arrival (DLE EOT, DLE ENQ, DLE DC4), for one that
/// holds back the rest: paper out, cover open, buffer full. Feed it all that arrives.
class RealTimeWatch {
public:
    std::vector<Event> feed(pos::BytesView bytes);

private:
    std::uint64_t offset_{0};
    pos::Bytes pending_;
};

}  // namespace drivers::printer::paper
