{{ config(meta={'rule': 'R23', 'dagster': {'ref': {'name': 'cells'}}}) }}

-- txt_003 leaves out those at the minimum and above, counted straight from the volumes of P_OBL.
with volumes as (
    select
        schooljaar,
        'zending: minder dan 18' as categorie,
        zending_halve_dagen as halve_dagen
    from {{ ref('internship_pupils') }}
    where is_p_obl
    union all
    select
        schooljaar,
        'W-code: minder dan 18' as categorie,
        w_code_halve_dagen as halve_dagen
    from {{ ref('internship_pupils') }}
    where is_p_obl
),

expected as (
    select
        schooljaar,
        categorie,
        sum(case when halve_dagen >= {{ var('stage_minimum_halve_dagen') }} then 1 else 0 end) as n_enough,
        count(halve_dagen) as noemer
    from volumes
    where halve_dagen is not null
    group by schooljaar, categorie
),

looked_at as (
    select coalesce(sum(noemer), 0) as n
    from expected
),

offending as (
    select
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from expected
    full join (
        select *
        from {{ ref('cells') }}
        where publicatie = 'txt_003'
    ) as printed
        on expected.schooljaar = printed.schooljaar and expected.categorie = printed.categorie
    where
        expected.noemer is distinct from printed.noemer
        or expected.n_enough is distinct from printed.noemer - printed.aantal
),

{{ check_result() }}
