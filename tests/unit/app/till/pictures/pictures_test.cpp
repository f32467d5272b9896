// Goal: pictures come without the screen waiting, few are kept, and none is leaked.
// Method: real files, the reading thread of the class; the test waits for its word, never for time.
#include "app/till/pictures/pictures.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <semaphore>

#include "tests/support/temp_dir.hpp"
#include "tests/unit/app/till/pictures/samples.hpp"

using till::ui::TextureId;

namespace {

class PicturesTest : public ::testing::Test {
protected:
    void lay(const std::string& name) const {
        const auto bytes = test::png_of(8, 8, [](int, int) { return test::kRed; });
        std::ofstream out{folder.path() / name, std::ios::binary};
        out.write(reinterpret_cast<const char*>(bytes.data()),
                  static_cast<std::streamsize>(bytes.size()));
    }
    /// Asks, waits for the answer, asks again.
    TextureId found(const std::string& name) {
        (void)pictures->find(name);
        ready.acquire();
        pictures->take_in();
        return pictures->find(name);
    }

    test::TempDir folder;
    till::ui::NullTextures textures;
    std::counting_semaphore<> ready{0};
    std::unique_ptr<till::pictures::Pictures> pictures = std::make_unique<till::pictures::Pictures>(
        folder.path(), textures, [this] { ready.release(); });
    void SetUp() override { pictures->set_side(4); }
};

}  // namespace

TEST_F(PicturesTest, the_first_look_finds_nothing_and_the_next_the_picture) {
    lay("milk.png");
    EXPECT_EQ(pictures->find("milk.png"), TextureId::none);
    ready.acquire();
    EXPECT_TRUE(pictures->take_in());
    EXPECT_NE(pictures->find("milk.png"), TextureId::none);
    EXPECT_FALSE(pictures->take_in());
    EXPECT_EQ(textures.alive(), 1);
    pictures.reset();
    EXPECT_EQ(textures.alive(), 0);
}

TEST_F(PicturesTest, a_file_laid_later_is_found_once_it_is_looked_for_again) {
    EXPECT_EQ(found("bread.png"), TextureId::none);
    lay("bread.png");
    EXPECT_EQ(pictures->find("bread.png"), TextureId::none);
    pictures->look_again();
    EXPECT_NE(found("bread.png"), TextureId::none);
}

TEST_F(PicturesTest, a_name_with_a_path_in_it_is_never_looked_for) {
    lay("milk.png");
    for (const std::string name : {"", ".", "..", "../milk.png", "/etc/passwd", "a\\b"})
        EXPECT_EQ(pictures->find(name), TextureId::none) << name;
    EXPECT_NE(found("milk.png"), TextureId::none);
    EXPECT_FALSE(ready.try_acquire());
}

TEST_F(PicturesTest, another_size_is_read_anew) {
    lay("milk.png");
    EXPECT_NE(found("milk.png"), TextureId::none);
    pictures->set_side(8);
    EXPECT_EQ(textures.alive(), 0);
    EXPECT_NE(found("milk.png"), TextureId::none);
    EXPECT_EQ(textures.alive(), 1);
}

TEST_F(PicturesTest, those_not_seen_for_longest_make_room) {
    lay("kept.png");
    lay("old.png");
    EXPECT_NE(found("old.png"), TextureId::none);
    EXPECT_NE(found("kept.png"), TextureId::none);
    for (std::size_t i = 0; i < till::pictures::Pictures::kKept - 1; ++i) {
        (void)pictures->find("kept.png");
        EXPECT_EQ(found(std::to_string(i)), TextureId::none);
    }
    EXPECT_EQ(textures.alive(), 1);
    EXPECT_NE(pictures->find("kept.png"), TextureId::none);
    EXPECT_EQ(pictures->find("old.png"), TextureId::none);
}

TEST_F(PicturesTest, a_shop_without_a_folder_has_no_pictures) {
    till::pictures::Pictures none{{}, textures, [] {}};
    none.set_side(4);
    EXPECT_EQ(none.find("milk.png"), TextureId::none);
    EXPECT_FALSE(none.take_in());
}
