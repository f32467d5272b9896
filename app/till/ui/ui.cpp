#include "app/till/ui/ui.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <utility>

#include "app/till/ui/type.hpp"

namespace till::ui {

namespace {

constexpr float kRounderCorners = 0.08F;  // ImGui's own 0.30 shows flats
constexpr int kSettlingPasses = 8;        // more than it takes the atlas to grow to its full height

}  // namespace

struct Ui::State {
    State(Theme theme_at_100, Texts words, KeyMap keys_in, const Options& wanted, TextureSink& sink)
        : base(std::move(theme_at_100)),
          texts(std::move(words)),
          keys(std::move(keys_in)),
          options(wanted),
          type(sink),
          list(&shared) {
        shared.SetCircleTessellationMaxError(kRounderCorners);
        shared.CurveTessellationTol = 1.25F;
        shared.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill |
                              ImDrawListFlags_AllowVtxOffset;
        rescale();
    }

    Rect display() const { return {0, 0, options.width_px, options.height_px}; }

    void rescale() {
        theme =
            fitted(base, {options.scale, options.large_text, options.width_px, options.height_px});
        shared.ClipRectFullscreen = {0, 0, options.width_px, options.height_px};
    }

    void begin() {
        type.begin_frame();
        const Point white = type.atlas().white();
        shared.TexUvWhitePixel = {white.x, white.y};
        // The atlas's texture is only made when it is uploaded; a draw list names it by 0 until
        // then and `draw_data` puts the real one in.
        list._ResetForNewFrame();
        list.PushTextureID(nullptr);
        list.PushClipRectFullScreen();
    }

    Theme base;
    Theme theme;
    Texts texts;
    KeyMap keys;
    Options options;
    Type type;
    Memory memory;
    Probe probe;
    std::optional<Moment> again;
    std::optional<std::string> copied;
    ImDrawListSharedData shared;
    ImDrawList list;
    ImDrawList* lists[1]{&list};
    ImDrawData data;
};

Ui::Ui(Theme theme, Texts texts, KeyMap keys, const Options& options, TextureSink& sink)
    : state_(std::make_unique<State>(std::move(theme), std::move(texts), std::move(keys), options,
                                     sink)) {}

Ui::~Ui() = default;

void Ui::set_theme(Theme theme) {
    state_->base = std::move(theme);
    state_->rescale();
}

void Ui::set_texts(Texts texts) {
    state_->texts = std::move(texts);
}

void Ui::set_size(float width_px, float height_px) {
    state_->options.width_px = width_px;
    state_->options.height_px = height_px;
    state_->rescale();
}

void Ui::set_scale(float wanted) {
    state_->options.scale = wanted;
    state_->rescale();
}

void Ui::set_mirrored(bool mirrored) {
    state_->options.mirrored = mirrored;
}
void Ui::set_large_text(bool large) {
    state_->options.large_text = large;
    state_->rescale();
}
void Ui::set_hand(Hand hand) {
    state_->options.hand = hand;
}
void Ui::forget() {
    state_->memory = {};
}

const Theme& Ui::theme() const {
    return state_->theme;
}
const Texts& Ui::texts() const {
    return state_->texts;
}
const KeyMap& Ui::keys() const {
    return state_->keys;
}
std::optional<Moment> Ui::wants_pass_at() const {
    return state_->again;
}
const std::optional<std::string>& Ui::copied() const {
    return state_->copied;
}
Type& Ui::type() {
    return state_->type;
}
const Probe& Ui::probe() const {
    return state_->probe;
}

void Ui::pass(const std::optional<Event>& event, Moment now,
              const std::function<void(Frame&)>& draw) {
    State& s = *state_;
    s.begin();
    Probe* probe = s.options.probe ? &s.probe : nullptr;
    const bool mirrored = s.options.mirrored || s.texts.right_to_left();
    Frame frame({s.theme, s.texts, s.keys, s.type, s.memory, probe, s.options.hand},
                Pen(s.list, s.type, s.theme, s.display(), mirrored, probe), s.display(), now,
                event);
    frame.pen().fill(s.display(), s.theme.colour.background);
    draw(frame);
    frame.finish();
    s.again = frame.again();
    s.copied = frame.copied();
    if (s.type.atlas().short_of_room()) s.again = now;  // glyphs were left out
}

void Ui::settle(Moment now, const std::function<void(Frame&)>& draw) {
    for (int i = 0; i < kSettlingPasses; ++i) {
        pass(std::nullopt, now, draw);
        if (!state_->again || *state_->again > now) return;
    }
}

const ImDrawData& Ui::draw_data() {
    State& s = *state_;
    s.type.atlas().upload();
    const auto atlas =
        reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(s.type.atlas().texture()));
    for (ImDrawCmd& command : s.list.CmdBuffer)
        if (!command.TextureId) command.TextureId = atlas;
    s.list._PopUnusedDrawCmd();
    s.data.Valid = true;
    s.data.CmdLists = s.lists;
    s.data.CmdListsCount = 1;
    s.data.TotalVtxCount = s.list.VtxBuffer.Size;
    s.data.TotalIdxCount = s.list.IdxBuffer.Size;
    s.data.DisplayPos = {0, 0};
    s.data.DisplaySize = {s.options.width_px, s.options.height_px};
    s.data.FramebufferScale = {1, 1};
    return s.data;
}

}  // namespace till::ui
