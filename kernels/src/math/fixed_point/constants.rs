//! The bits of constants behind the binary point, by Sollya's `floor(c * 2^n)`.

/// Of `ln(2)`, with `n = 2240`.
pub const LN_2: [u64; 35] = [
    0xb172_17f7_d1cf_79ab,
    0xc9e3_b398_03f2_f6af,
    0x40f3_4326_7298_b62d,
    0x8a0d_175b_8baa_fa2b,
    0xe7b8_7620_6deb_ac98,
    0x5595_52fb_4afa_1b10,
    0xed2e_ae35_c138_2144,
    0x2757_3b29_1169_b825,
    0x3e96_ca16_224a_e8c5,
    0x1acb_da11_317c_387e,
    0xb9ea_9bc3_b136_603b,
    0x256f_a0ec_7657_f74b,
    0x72ce_87b1_9d65_48ca,
    0xf5df_a6bd_3830_3248,
    0x655f_a187_2f20_e3a2,
    0xda2d_97c5_0f3f_d5c6,
    0x07f4_ca11_fb5b_fb90,
    0x610d_30f8_8fe5_51a2,
    0xee56_9d6d_fc1e_fa15,
    0x7d2e_23de_1400_b396,
    0x1746_0775_db89_90e5,
    0xc943_e732_b479_cd33,
    0xcccc_4e65_9393_514c,
    0x4c1a_1e0b_d1d6_095d,
    0x2566_9b33_3564_a337,
    0x6a9c_7f8a_5e14_8e82,
    0x074d_b601_5cfe_7aa3,
    0x0c48_0a54_1735_0d2c,
    0x955d_5179_b1e1_7b9d,
    0xae31_3cdb_6c60_6cb1,
    0x078f_735d_1b2d_b31b,
    0x5f50_b518_5064_c18b,
    0x4d16_2db3_b365_853d,
    0x7598_a195_1ae2_73ee,
    0x5570_b6c6_8f96_9834,
];

/// Of `1 / ln(2)`, with `n = 256`.
pub const LOG2_E: [u64; 4] =
    [0x7154_7652_b82f_e177, 0x7d0f_fda0_d23a_7d11, 0xd6ae_f551_bad2_b4b1, 0x164a_2cd9_a342_648f];

/// Of `pi / 2`, with `n = 256`.
pub const QUARTER_TURN: [u64; 4] =
    [0x921f_b544_42d1_8469, 0x898c_c517_01b8_39a2, 0x5204_9c11_14cf_98e8, 0x0417_7d4c_7627_3644];

/// Of `2 ln(2) / pi`, with `n = 1216`.
pub const TWO_LN_2_OVER_PI: [u64; 19] = [
    0x70f7_263d_fa5a_6eec,
    0xb608_582e_55fe_f3dd,
    0x8e13_becd_1d49_5c36,
    0x1d72_013a_ea9f_8fca,
    0x76e8_66fc_9b48_be48,
    0x15f5_cb6f_d8be_e211,
    0x0394_db30_20d6_eb52,
    0x30ff_a9ae_90cb_c735,
    0x5135_8ced_67c0_db3c,
    0x490d_15bd_d91a_29f5,
    0x6824_02af_5e8f_9c23,
    0xbff1_5cbc_71f0_5fed,
    0xfe0b_b062_2a8c_8f67,
    0x7309_c45a_7502_282a,
    0xead0_c243_5c55_27bb,
    0x759f_345e_2d06_28e8,
    0xb1a5_63a2_53e6_2918,
    0xea5f_fdab_eac0_d479,
    0xcfed_b1b6_fc78_b439,
];
