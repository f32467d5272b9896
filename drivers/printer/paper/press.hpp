#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "drivers/printer/paper/frame.hpp"
#include "drivers/printer/paper/paper.hpp"

namespace drivers::printer::paper {

enum class Justify : std::uint8_t { left, centre, right };

/// How lines are set from now on.
///
/// units: dots
struct Setting {
    LetterStyle style;
    Justify justify{Justify::left};
    bool upside_down{false};
    unsigned left_margin{0};
    unsigned area_width{0};
    unsigned line_spacing{30};
    std::vector<unsigned> tabs;  // from the line's start, ascending
};

/// Something that goes on paper, where the writer sees it.
struct Piece {
    Box box;
    std::uint64_t offset{0};
    decltype(Mark::what) what;
};

/// Pieces that are printed together as one line of their own: a picture, bars with their digits.
struct Block {
    unsigned width{0};
    unsigned height{0};
    std::vector<Piece> pieces;
};

/// A page that waits to be printed as a whole.
struct PageUnderWay {
    Frame frame;
    bool area_set{false};
    unsigned bottom{0};  // of all areas set
    int y{0};            // of the writer's line, at its foot
    std::vector<Mark> marks;
};

/// Sets characters and pictures in lines, and lines on paper; or, in page mode, anywhere on a page
/// that is printed as a whole.
///
/// units:   dots
/// ensures: paper.length <= kLengthMax; what does not fit on such paper is left out
class Press {
public:
    static constexpr unsigned kLengthMax = 80'000;  // 10 metres

    Press(unsigned dots, unsigned dots_per_inch);

    Setting& setting() { return setting_; }
    const Setting& setting() const { return setting_; }
    /// As after switching on, with an empty line; leaves page mode.
    void reset();

    // The line under way.

    bool at_line_start() const { return row_.empty() && cursor_ == 0; }
    void letter(char32_t character, std::uint64_t offset);
    /// A picture that stands in the line like a character.
    void inline_dots(Dots dots, std::uint64_t offset);
    void tab();
    /// From the line's start.
    void move_to(unsigned x);
    void move_by(int dx);
    unsigned position() const { return cursor_; }
    void drop_line();

    // Paper.

    /// Prints the line and feeds: at least `feed`, at least as much as the line is high. On a page
    /// the writer moves down by `feed`.
    void print_line(unsigned feed);
    void line_feed() { print_line(setting_.line_spacing); }
    /// Prints a line under way without feeding more than it needs.
    void end_line() {
        if (!row_.empty()) print_line(0);
    }
    void feed_back(unsigned dots);
    /// Prints a line under way: nothing more will come. A page that was not printed is lost.
    void finish();
    /// Prints a block on a line of its own.
    void print_block(Block block);
    /// The writer's width for a block.
    unsigned room() const;
    void cut(bool full);

    // Page mode.

    bool page_mode() const { return page_.has_value(); }
    void begin_page();
    void set_page_area(const Frame& area);  // its turn is not used
    void set_page_turn(Turn turn);
    /// Down the page: where the feet of characters and pictures stand.
    void move_down_to(unsigned y);
    void move_down_by(int dy);
    /// Marks anywhere on the page, as lines and boxes are.
    void draw_on_page(const Piece& piece);
    void clear_page_area();
    void print_page(bool keep);
    void leave_page();

    const Paper& paper() const { return paper_; }
    Paper take_paper();
    void remark(Remark remark);
    /// Adds bytes to the last remark if it is of that fault and ends where they begin.
    bool extend_remark(Fault fault, std::uint64_t offset, pos::BytesView bytes);

private:
    unsigned content_height() const;
    void put(Piece piece);
    void place_row(const Frame& frame, int foot, unsigned across);
    void place_page_row();
    void add(Mark mark);
    void add_to(std::vector<Mark>& marks, Mark mark);
    bool has_room(const Place& place) const;
    void advance(unsigned dots);
    void note_full(std::uint64_t offset);

    Setting setting_;
    std::vector<Piece> row_;
    unsigned cursor_{0};
    std::optional<PageUnderWay> page_;
    Paper paper_;
    unsigned y_{0};
    std::uint64_t area_used_{0};
    bool full_{false};
    Fault last_fault_{};  // of the last remark, kept or not
    std::uint64_t last_end_{0};
};

/// How far a character moves the writer on.
unsigned advance_of(char32_t character, const LetterStyle& style);

}  // namespace drivers::printer::paper
