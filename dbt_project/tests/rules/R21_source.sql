{{ config(meta={'rule': 'R21', 'dagster': {'ref': {'name': 'cells'}}}) }}

-- fig_09 and fig_10 say in how many systems, and in which, pupils have a volume; the parts are the whole.
with pupils as (
    select
        schooljaar,
        is_p_obl,
        case when zending_halve_dagen is null then 0 else 1 end as in_zending,
        case when w_code_halve_dagen is null then 0 else 1 end as in_w_code
    from {{ ref('internship_pupils') }}
),

expected as (
    select
        'fig_09' as publicatie,
        schooljaar,
        sum(in_zending * in_w_code) as n_both,
        sum(in_zending) as n_zending,
        sum(in_w_code) as n_w_code,
        count(*) as n
    from pupils
    where in_zending + in_w_code > 0
    group by schooljaar
    union all
    select
        'fig_10' as publicatie,
        pupils.schooljaar,
        sum(pupils.in_zending * pupils.in_w_code) as n_both,
        sum(pupils.in_zending) as n_zending,
        sum(pupils.in_w_code) as n_w_code,
        count(*) as n
    from pupils
    semi join {{ ref('internship_years') }} as years on pupils.schooljaar = years.schooljaar
    where pupils.is_p_obl
    group by pupils.schooljaar
),

printed as (
    select
        publicatie,
        schooljaar,
        sum(case when categorie = 'beide' then aantal else 0 end) as n_both,
        sum(case when categorie in ('beide', 'alleen zending') then aantal else 0 end) as n_zending,
        sum(case when categorie in ('beide', 'alleen W-code') then aantal else 0 end) as n_w_code,
        sum(aantal) as n,
        max(noemer) as noemer
    from {{ ref('cells') }}
    where publicatie in ('fig_09', 'fig_10')
    group by publicatie, schooljaar
),

looked_at as (
    select coalesce(sum(n), 0) as n
    from expected
),

offending as (
    select
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from expected
    full join printed on expected.publicatie = printed.publicatie and expected.schooljaar = printed.schooljaar
    where
        expected.n_both is distinct from printed.n_both
        or expected.n_zending is distinct from printed.n_zending
        or expected.n_w_code is distinct from printed.n_w_code
        or expected.n is distinct from printed.n
        or expected.n is distinct from printed.noemer
),

{{ check_result() }}
