#include "drivers/printer/paper/press.hpp"

#include <algorithm>

#include "drivers/printer/cells.hpp"

namespace drivers::printer::paper {

namespace {

constexpr int kFirstFoot = 24;  // of a page's first line: plain characters stand on it whole
constexpr unsigned kPageHeightMax = 8'000;
constexpr std::size_t kMarksMax = 200'000;
constexpr std::size_t kRemarksMax = 1'000;
constexpr std::uint64_t kInkAreaMax = 400'000'000;  // dots of all marks, eight layers of paper
constexpr unsigned kTabStop = 8;
constexpr unsigned kTabCount = 32;

unsigned cells(char32_t character, const LetterStyle& style) {
    if (style.wide) return 2;
    return character < 0x300 ? 1 : std::min(cells_of(character), 1U);
}

unsigned box_height(const LetterStyle& style) {
    return style.sideways ? style.cell_width * style.width : style.cell_height * style.height;
}

/// `piece` may go behind the letters of `before`.
bool continues(const Piece& before, const Piece& piece) {
    const auto* letters = std::get_if<Letters>(&before.what);
    const auto* more = std::get_if<Letters>(&piece.what);
    return letters != nullptr && more != nullptr && letters->style == more->style &&
           before.box.x + static_cast<int>(before.box.width) == piece.box.x &&
           before.box.y == piece.box.y;
}

unsigned share_before(Justify justify, unsigned spare) {
    switch (justify) {
        case Justify::left:
            return 0;
        case Justify::centre:
            return spare / 2;
        case Justify::right:
            return spare;
    }
    return 0;
}

}  // namespace

unsigned advance_of(char32_t character, const LetterStyle& style) {
    const unsigned count = cells(character, style);
    if (style.sideways) return count * style.cell_height * style.height + style.spacing;
    return (count * style.cell_width + (count > 0 ? style.spacing : 0)) * style.width;
}

Press::Press(unsigned dots, unsigned dots_per_inch) {
    paper_.width = dots;
    paper_.dots_per_inch = dots_per_inch;
    reset();
}

void Press::reset() {
    setting_ = {};
    setting_.area_width = paper_.width;
    for (unsigned i = 1; i <= kTabCount; ++i) {
        setting_.tabs.push_back(i * kTabStop * setting_.style.cell_width);
    }
    drop_line();
    page_.reset();
}

void Press::drop_line() {
    row_.clear();
    cursor_ = 0;
}

unsigned Press::room() const {
    return page_ ? page_->frame.across() : setting_.area_width;
}

void Press::put(Piece piece) {
    if (piece.box.width > 0 && cursor_ > 0 && cursor_ + piece.box.width > room()) {
        line_feed();
    }
    piece.box.x = static_cast<int>(cursor_);
    cursor_ += piece.box.width;
    if (!row_.empty() && continues(row_.back(), piece)) {
        std::get<Letters>(row_.back().what).text += std::get<Letters>(piece.what).text;
        row_.back().box.width += piece.box.width;
        return;
    }
    row_.push_back(std::move(piece));
}

void Press::letter(char32_t character, std::uint64_t offset) {
    const LetterStyle& style = setting_.style;
    put({.box = {0, 0, advance_of(character, style), box_height(style)},
         .offset = offset,
         .what = Letters{std::u32string(1, character), style}});
}

void Press::inline_dots(Dots dots, std::uint64_t offset) {
    const Box box{0, 0, dots.bits->width() * dots.width, dots.bits->height() * dots.height};
    put({.box = box, .offset = offset, .what = std::move(dots)});
}

void Press::tab() {
    const auto next = std::ranges::upper_bound(setting_.tabs, cursor_);
    if (next == setting_.tabs.end()) return;
    if (*next > room()) return line_feed();
    cursor_ = *next;
}

void Press::move_to(unsigned x) {
    if (x <= room()) cursor_ = x;
}

void Press::move_by(int dx) {
    const int x = static_cast<int>(cursor_) + dx;
    if (x >= 0) move_to(static_cast<unsigned>(x));
}

unsigned Press::content_height() const {
    unsigned height = 0;
    for (const Piece& piece : row_) height = std::max(height, piece.box.height);
    return height;
}

/// Puts the pieces of the line side by side, their feet on one line.
void Press::place_row(const Frame& frame, int foot, unsigned across) {
    unsigned used = cursor_;
    for (const Piece& piece : row_) {
        used = std::max(used, static_cast<unsigned>(piece.box.x) + piece.box.width);
    }
    const Justify justify = page_ ? Justify::left : setting_.justify;
    const unsigned before = share_before(justify, across > used ? across - used : 0);
    for (Piece& piece : row_) {
        Box box = piece.box;
        box.x += static_cast<int>(before);
        box.y = foot - static_cast<int>(box.height);
        add({place_in(frame, box), paper_.lines, piece.offset, std::move(piece.what)});
    }
    if (!row_.empty()) ++paper_.lines;
    drop_line();
}

void Press::print_line(unsigned feed) {
    const unsigned height = content_height();
    if (page_) {
        place_page_row();
        page_->y += static_cast<int>(feed);
        return;
    }
    const Frame frame{static_cast<int>(setting_.left_margin), static_cast<int>(y_),
                      setting_.area_width, height, setting_.upside_down ? Turn::half : Turn::none};
    place_row(frame, static_cast<int>(height), setting_.area_width);
    advance(std::max(feed, height));
}

void Press::place_page_row() {
    place_row(page_->frame, page_->y, page_->frame.across());
}

void Press::print_block(Block block) {
    if (page_) {
        // Where it stands in the line; the writer does not move on.
        const int top = page_->y - static_cast<int>(block.height);
        for (Piece& piece : block.pieces) {
            piece.box.x += static_cast<int>(cursor_);
            piece.box.y += top;
            add({place_in(page_->frame, piece.box), paper_.lines, piece.offset,
                 std::move(piece.what)});
        }
        ++paper_.lines;
        return;
    }
    end_line();
    const unsigned across = setting_.area_width;
    const unsigned from = cursor_;
    const unsigned used = std::min(from + block.width, across);
    const unsigned before = from + share_before(setting_.justify, across - used);
    const Frame frame{static_cast<int>(setting_.left_margin), static_cast<int>(y_), across,
                      block.height, setting_.upside_down ? Turn::half : Turn::none};
    for (Piece& piece : block.pieces) {
        piece.box.x += static_cast<int>(before);
        if (piece.box.x >= static_cast<int>(across)) continue;
        piece.box.width = std::min(piece.box.width, across - static_cast<unsigned>(piece.box.x));
        add({place_in(frame, piece.box), paper_.lines, piece.offset, std::move(piece.what)});
    }
    ++paper_.lines;
    drop_line();
    advance(block.height);
}

void Press::advance(unsigned dots) {
    y_ += std::min(dots, kLengthMax - y_);
    paper_.length = std::max(paper_.length, y_);
}

void Press::finish() {
    if (page_) return leave_page();
    if (!row_.empty()) line_feed();
}

void Press::feed_back(unsigned dots) {
    y_ -= std::min(dots, y_);
}

bool Press::has_room(const Place& place) const {
    const std::uint64_t area = std::uint64_t{place.width} * place.height;
    return place.y + std::int64_t{place.height} <= std::int64_t{kLengthMax} &&
           paper_.marks.size() + (page_ ? page_->marks.size() : 0) < kMarksMax &&
           area_used_ + area <= kInkAreaMax;
}

void Press::add(Mark mark) {
    add_to(page_ ? page_->marks : paper_.marks, std::move(mark));
}

void Press::add_to(std::vector<Mark>& marks, Mark mark) {
    if (full_ || !has_room(mark.place)) return note_full(mark.offset);
    area_used_ += std::uint64_t{mark.place.width} * mark.place.height;
    marks.push_back(std::move(mark));
}

void Press::note_full(std::uint64_t offset) {
    if (full_) return;
    full_ = true;
    remark({.fault = Fault::paper_full,
            .offset = offset,
            .size = 0,
            .bytes = {},
            .words = "the paper is as long as it may get: from here on nothing is put on it"});
}

void Press::cut(bool full) {
    end_line();
    if (paper_.cuts.size() < kMarksMax) paper_.cuts.push_back({y_, full});
}

void Press::remark(Remark remark) {
    ++paper_.remarks_count;
    last_fault_ = remark.fault;
    last_end_ = remark.offset + remark.size;
    if (paper_.remarks.size() < kRemarksMax) paper_.remarks.push_back(std::move(remark));
}

bool Press::extend_remark(Fault fault, std::uint64_t offset, pos::BytesView bytes) {
    if (paper_.remarks_count == 0 || last_fault_ != fault || last_end_ != offset) return false;
    last_end_ += bytes.size();
    if (paper_.remarks_count > paper_.remarks.size()) return true;  // the last was not kept
    Remark& last = paper_.remarks.back();
    last.size += bytes.size();
    if (last.bytes.size() < 16) last.bytes.insert(last.bytes.end(), bytes.begin(), bytes.end());
    return true;
}

Paper Press::take_paper() {
    Paper fresh;
    fresh.width = paper_.width;
    fresh.dots_per_inch = paper_.dots_per_inch;
    std::swap(fresh, paper_);
    y_ = 0;
    area_used_ = 0;
    full_ = false;
    return fresh;
}

void Press::begin_page() {
    if (page_) return;
    drop_line();
    page_.emplace();
    page_->frame = {0, 0, paper_.width, kPageHeightMax, Turn::none};
    page_->y = kFirstFoot;
}

void Press::set_page_area(const Frame& area) {
    place_page_row();
    Frame& frame = page_->frame;
    const auto x = std::min(static_cast<unsigned>(area.x), paper_.width - 1);
    const auto y = std::min(static_cast<unsigned>(area.y), kPageHeightMax - 1);
    frame = {.x = static_cast<int>(x),
             .y = static_cast<int>(y),
             .width = std::min(area.width, paper_.width - x),
             .height = std::min(area.height, kPageHeightMax - y),
             .turn = frame.turn};
    page_->area_set = true;
    page_->bottom = std::max(page_->bottom, y + frame.height);
    page_->y = kFirstFoot;
}

void Press::set_page_turn(Turn turn) {
    place_page_row();
    page_->frame.turn = turn;
    page_->y = kFirstFoot;
}

void Press::move_down_to(unsigned y) {
    const unsigned x = cursor_;
    place_page_row();
    cursor_ = x;
    if (y <= page_->frame.down()) page_->y = static_cast<int>(y);
}

void Press::move_down_by(int dy) {
    const int wanted = page_->y + dy;
    if (wanted >= 0) move_down_to(static_cast<unsigned>(wanted));
}

void Press::draw_on_page(const Piece& piece) {
    add({place_in(page_->frame, piece.box), paper_.lines, piece.offset, piece.what});
}

void Press::clear_page_area() {
    drop_line();
    const Frame& area = page_->frame;
    std::erase_if(page_->marks, [&](const Mark& mark) {
        const Place& place = mark.place;
        return place.x >= area.x && place.y >= area.y &&
               place.x + static_cast<int>(place.width) <= area.x + static_cast<int>(area.width) &&
               place.y + static_cast<int>(place.height) <= area.y + static_cast<int>(area.height);
    });
}

void Press::print_page(bool keep) {
    place_page_row();
    unsigned bottom = page_->bottom;
    for (const Mark& mark : page_->marks) {
        const int foot = mark.place.y + static_cast<int>(mark.place.height);
        if (!page_->area_set) bottom = std::max(bottom, static_cast<unsigned>(std::max(foot, 0)));
    }
    for (Mark mark : page_->marks) {
        mark.place.y += static_cast<int>(y_);
        add_to(paper_.marks, std::move(mark));
    }
    advance(bottom);
    if (keep) {
        page_->y = kFirstFoot;
    } else {
        leave_page();
    }
}

void Press::leave_page() {
    page_.reset();
    drop_line();
}

}  // namespace drivers::printer::paper
