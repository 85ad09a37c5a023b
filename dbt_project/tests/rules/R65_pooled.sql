{{ config(meta={'rule': 'R65', 'dagster': {'ref': {'name': 'cells'}}}) }}

-- tab_5 and tab_6 count, per study area (tab_6: one programme) and quarter, every person of the base who left in a
-- complete exit year of the pool, under a label that names its first and last year. A joint committee is there when
-- somebody works in it, the other categories always. txt_033 counts one subcommittee among the persons of 322.
with complete as (
    select schooljaar
    from {{ ref('exit_quarters') }}
    where
        cast(substr(schooljaar, 1, 4) as int)
        between cast(substr('{{ var("pool_eerste_schooljaar") }}', 1, 4) as int)
        and cast(substr('{{ var("pool_laatste_schooljaar") }}', 1, 4) as int)
    group by schooljaar
    having bool_and(is_delivered)
),

label as (
    select concat_ws('..', min(schooljaar), max(schooljaar)) as schooljaar
    from complete
),

pooled as (
    select
        mart.studiegebied,
        mart.studierichting,
        mart.kwartaal,
        mart.categorie,
        mart.nr_cp,
        mart.n_leavers as n
    from {{ ref('paritair_comite') }} as mart
    semi join complete on mart.schooljaar = complete.schooljaar
    where mart.onderwijsvorm = 'BSO' and mart.kwartaal <> 5
),

persons as (
    select
        'tab_5' as publicatie,
        studiegebied,
        kwartaal,
        categorie,
        n
    from pooled
    where {{ in_three_areas() }}
    union all
    select
        'tab_6' as publicatie,
        'Handel' as studiegebied,
        kwartaal,
        categorie,
        n
    from pooled
    where studierichting = 'Kantooradministratie en gegevensbeheer'
),

listed as (
    select
        persons.publicatie,
        persons.studiegebied,
        persons.kwartaal,
        labels.categorie,
        0 as n
    from persons
    cross join (values ('werkzoekend'), ('zelfstandige'), ('niet beschikbaar')) as labels (categorie)
),

counted as (
    select
        publicatie,
        studiegebied,
        kwartaal,
        categorie,
        sum(n) as aantal
    from (
        select * from persons
        union all
        select * from listed
    ) as united
    group by publicatie, studiegebied, kwartaal, categorie
),

expected as (
    select
        counted.publicatie,
        {{
            place_of([
                'label.schooljaar', "'alle'", "'BSO'", "'alle'", 'counted.studiegebied', "'alle'", "'alle'", "'alle'",
                'counted.kwartaal'
            ])
        }} as place,
        counted.categorie,
        counted.aantal,
        sum(counted.aantal) over (
            partition by counted.publicatie, counted.studiegebied, counted.kwartaal
        ) as noemer
    from counted
    cross join label
    union all
    select
        'txt_033' as publicatie,
        {{
            place_of([
                'label.schooljaar', "'alle'", "'BSO'", "'alle'", 'pooled.studiegebied', "'alle'", "'alle'", "'alle'",
                'pooled.kwartaal'
            ])
        }} as place,
        '322.01' as categorie,
        sum(pooled.n) - coalesce(sum(case when pooled.nr_cp <> '322.01' then pooled.n end), 0) as aantal,
        sum(pooled.n) as noemer
    from pooled
    cross join label
    where pooled.categorie = 'PC 322' and pooled.{{ in_three_areas() }}
    group by label.schooljaar, pooled.studiegebied, pooled.kwartaal
),

found as (
    {{ figures_found(['tab_5', 'tab_6', 'txt_033']) }}
),

{{ check_figures() }}
