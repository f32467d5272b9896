#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/till/pictures/picture.hpp"
#include "app/till/ui/texture.hpp"

namespace till::pictures {

/// The pictures of a folder as textures of one size: read and shrunk on a thread of its own, so
/// that the screen never waits for a file. Until one is there, and for good where there is none or
/// none that can be read, there is no texture.
///
/// owns:    its thread, and at most `kept` textures in `sink`, which outlives it
/// threads: members from the drawing thread; `on_ready` is called on the reading one
class Pictures {
public:
    static constexpr std::size_t kKept = 300;

    /// `on_ready` says that `take_in` has something to do; it must not block.
    Pictures(std::filesystem::path folder, ui::TextureSink& sink, std::function<void()> on_ready,
             std::size_t kept = kKept);
    ~Pictures();
    Pictures(const Pictures&) = delete;
    Pictures& operator=(const Pictures&) = delete;

    /// The picture of that file name; asks for it when it is not there. A name with a path in it
    /// finds nothing.
    ui::TextureId find(std::string_view name);
    /// Makes textures of what was read since, and drops those not found for longest. Not while a
    /// frame is drawn. Returns whether anything may look different.
    bool take_in();
    /// The size in pixels from now on; what is there is read anew in it.
    void set_side(int side_px);
    /// Files that were not there are looked for again.
    void look_again();

private:
    struct Kept {
        ui::TextureId texture{ui::TextureId::none};
        bool answered{false};
        std::uint64_t found_last{0};
    };
    struct Ask {
        std::string name;
        int side_px;
    };
    struct Read {
        std::string name;
        Picture picture;  // of side 0 where there is none
        int side_px;
    };
    void work();
    void drop_oldest();

    std::filesystem::path folder_;
    std::size_t kept_max_;
    ui::TextureSink& sink_;
    std::function<void()> on_ready_;
    std::map<std::string, Kept, std::less<>> kept_;
    std::uint64_t finds_{0};
    int side_px_{0};

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Ask> asked_;
    std::vector<Read> read_;
    bool ending_{false};
    std::thread thread_;
};

}  // namespace till::pictures
