{{ config(meta={'rule': 'R24', 'dagster': {'ref': {'name': 'cells'}}}) }}

-- txt_007 against the differences themselves: how many pupils have each, from the volumes of those in both systems.
with differences as (
    select
        schooljaar,
        w_code_halve_dagen - zending_halve_dagen as verschil,
        count(*) as n
    from {{ ref('internship_pupils') }}
    where w_code_halve_dagen is not null and zending_halve_dagen is not null
    group by schooljaar, w_code_halve_dagen - zending_halve_dagen
),

expected as (
    select
        schooljaar,
        sum(case when verschil = 0 then n else 0 end) as n_equal,
        sum(
            case
                when verschil > {{ var('stage_tolerantie_halve_dagen') }} then 0
                when verschil < -{{ var('stage_tolerantie_halve_dagen') }} then 0
                else n
            end
        ) as n_within,
        sum(case when verschil > 0 then n else 0 end) as n_higher,
        sum(n) as n
    from differences
    group by schooljaar
),

printed as (
    select
        schooljaar,
        max(case when categorie = 'gelijk' then aantal end) as n_equal,
        max(case when categorie = 'binnen 5' then aantal end) as n_within,
        max(case when categorie = 'W-code hoger' then aantal end) as n_higher,
        max(noemer) as n
    from {{ ref('cells') }}
    where publicatie = 'txt_007'
    group by schooljaar
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
    full join printed on expected.schooljaar = printed.schooljaar
    where
        expected.n is distinct from printed.n
        or expected.n_equal is distinct from printed.n_equal
        or expected.n_within is distinct from printed.n_within
        or expected.n_higher is distinct from printed.n_higher
),

{{ check_result() }}
