//! Posts.

use crate::text::words;
use domain::duty::Role;

words! {
    role(Role) {
        Registrar: "窗口登记员", "registrar";
        BureauOfficer: "信访局股长", "bureau officer";
        BureauHead: "信访局局长", "bureau head";
        Handler: "承办人", "handler";
        UnitHead: "单位负责人", "unit head";
        TownshipCadre: "乡镇干部", "township cadre";
        VillageInformant: "信息员", "village informant";
        CountyLeader: "县级领导", "county leader";
        Inspector: "督查", "inspector";
        ReviewOfficer: "复查复核办", "review officer";
        DisciplineOfficer: "纪检通道", "discipline channel";
        PublicSupervisor: "作风监督员", "public supervisor";
        SystemAdmin: "系统管理员", "system administrator";
        SecurityAdmin: "安全管理员", "security administrator";
        AuditAdmin: "审计管理员", "audit administrator";
    }
}
