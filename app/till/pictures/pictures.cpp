#include "app/till/pictures/pictures.hpp"

#include <algorithm>
#include <utility>

namespace till::pictures {

namespace {

bool is_plain_name(std::string_view name) {
    return !name.empty() && name != "." && name != ".." &&
           name.find_first_of(std::string_view{"/\\\0", 3}) == std::string_view::npos;
}

}  // namespace

Pictures::Pictures(std::filesystem::path folder, ui::TextureSink& sink,
                   std::function<void()> on_ready, std::size_t kept)
    : folder_{std::move(folder)}, kept_max_{kept}, sink_{sink}, on_ready_{std::move(on_ready)} {
    if (!folder_.empty()) thread_ = std::thread{[this] { work(); }};
}

Pictures::~Pictures() {
    if (thread_.joinable()) {
        {
            const std::scoped_lock lock{mutex_};
            ending_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }
    for (const auto& [name, kept] : kept_)
        if (kept.texture != ui::TextureId::none) sink_.destroy(kept.texture);
}

ui::TextureId Pictures::find(std::string_view name) {
    if (folder_.empty() || side_px_ == 0 || !is_plain_name(name)) return ui::TextureId::none;
    auto at = kept_.find(name);
    if (at == kept_.end()) {
        at = kept_.emplace(std::string{name}, Kept{}).first;
        {
            const std::scoped_lock lock{mutex_};
            asked_.push_back({at->first, side_px_});
        }
        changed_.notify_all();
    }
    at->second.found_last = ++finds_;
    return at->second.texture;
}

bool Pictures::take_in() {
    std::vector<Read> read;
    {
        const std::scoped_lock lock{mutex_};
        read = std::exchange(read_, {});
    }
    bool changed = false;
    for (const Read& one : read) {
        const auto at = kept_.find(one.name);
        if (at == kept_.end() || one.side_px != side_px_) continue;
        at->second.answered = true;
        if (one.picture.side_px == 0) continue;
        at->second.texture = sink_.create_picture({.width = one.picture.side_px,
                                                   .height = one.picture.side_px,
                                                   .stride_bytes = one.picture.side_px * 4,
                                                   .bytes = one.picture.rgba.data()});
        changed = true;
    }
    drop_oldest();
    return changed;
}

void Pictures::drop_oldest() {
    while (kept_.size() > kept_max_) {
        const auto oldest = std::ranges::min_element(
            kept_, {}, [](const auto& entry) { return entry.second.found_last; });
        if (oldest->second.texture != ui::TextureId::none) sink_.destroy(oldest->second.texture);
        kept_.erase(oldest);
    }
}

void Pictures::set_side(int side_px) {
    if (side_px == side_px_) return;
    side_px_ = side_px;
    for (const auto& [name, kept] : kept_)
        if (kept.texture != ui::TextureId::none) sink_.destroy(kept.texture);
    kept_.clear();
    const std::scoped_lock lock{mutex_};
    asked_.clear();
}

void Pictures::look_again() {
    std::erase_if(kept_, [](const auto& entry) {
        return entry.second.answered && entry.second.texture == ui::TextureId::none;
    });
}

void Pictures::work() {
    std::unique_lock lock{mutex_};
    for (;;) {
        changed_.wait(lock, [this] { return ending_ || !asked_.empty(); });
        if (ending_) return;
        // What was asked for last is most likely still in sight.
        const Ask ask = std::move(asked_.back());
        asked_.pop_back();
        lock.unlock();
        auto picture = read_picture(folder_ / ask.name, ask.side_px);
        lock.lock();
        read_.push_back({ask.name, picture ? std::move(*picture) : Picture{}, ask.side_px});
        lock.unlock();
        on_ready_();
        lock.lock();
    }
}

}  // namespace till::pictures
