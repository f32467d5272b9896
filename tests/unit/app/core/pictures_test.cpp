// Goal: the picture that a row names ends up beside the shop, under a name of its own, or is
// refused. Method: real files in a folder that is gone afterwards.
#include "app/core/pictures.hpp"

#include <gtest/gtest.h>

#include "app/core/demo.hpp"
#include "tests/support/temp_dir.hpp"

using app::core::keep_picture;
using app::core::PictureProblem;

namespace {

class PicturesTest : public ::testing::Test {
protected:
    test::TempDir home;
    std::filesystem::path shop = home.path() / "shop.db.pictures";
};

std::size_t files_in(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator{folder}) ++count;
    return count;
}

}  // namespace

TEST_F(PicturesTest, a_shop_in_a_file_has_its_pictures_beside_it_and_a_server_none) {
    using pos::store::db::parse_db_target;
    EXPECT_EQ(app::core::pictures_folder(*parse_db_target("a/shop.db")), "a/shop.db.pictures");
    EXPECT_EQ(app::core::pictures_folder(*parse_db_target("sqlite:shop.db")), "shop.db.pictures");
    EXPECT_EQ(app::core::pictures_folder(*parse_db_target("postgresql://host/shop")), "");
}

TEST_F(PicturesTest, a_bare_name_is_one_of_the_folder) {
    EXPECT_EQ(keep_picture("milk.png", home.path(), shop), "milk.png");
    EXPECT_FALSE(std::filesystem::exists(shop));
    for (const std::string& bad : {std::string{"."}, std::string{".."}, std::string(201, 'x')})
        EXPECT_EQ(keep_picture(bad, home.path(), shop).error(), PictureProblem::bad_name) << bad;
}

TEST_F(PicturesTest, a_path_is_copied_and_two_of_one_name_do_not_meet) {
    std::filesystem::create_directories(home.path() / "front");
    std::filesystem::create_directories(home.path() / "back");
    test::write_file(home.file("front/milk.jpg"), "the front");
    test::write_file(home.file("back/milk.jpg"), "the back");
    const auto front = keep_picture("front/milk.jpg", home.path(), shop);
    const auto back = keep_picture("back/milk.jpg", home.path(), shop);
    ASSERT_TRUE(front && back);
    EXPECT_NE(*front, *back);
    EXPECT_TRUE(front->ends_with(".jpg"));
    EXPECT_EQ(test::read_file(shop / *front), "the front");
    EXPECT_EQ(test::read_file(shop / *back), "the back");
    EXPECT_EQ(keep_picture(home.file("front/milk.jpg"), "elsewhere", shop), *front);
    EXPECT_EQ(files_in(shop), 2U);
}

TEST_F(PicturesTest, what_is_not_there_or_cannot_be_kept_is_told) {
    EXPECT_EQ(keep_picture("front/none.jpg", home.path(), shop).error(), PictureProblem::missing);
    EXPECT_EQ(keep_picture("./", home.path(), shop).error(), PictureProblem::missing);
    test::write_file(home.file("milk.jpg"), "milk");
    EXPECT_EQ(keep_picture("./milk.jpg", home.path(), {}).error(), PictureProblem::not_kept);
    test::write_file(shop, "a file stands where the folder would");
    EXPECT_EQ(keep_picture("./milk.jpg", home.path(), shop).error(), PictureProblem::not_kept);
}

TEST_F(PicturesTest, the_demo_has_pictures_of_its_own) {
    app::core::put_demo_pictures(shop);
    EXPECT_GE(files_in(shop), 10U);
    EXPECT_TRUE(test::read_file(shop / "121.png").starts_with("\x89PNG"));
}
