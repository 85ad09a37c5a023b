-- A pool that has grown since the report no longer tells what the report's years say: those have cells per exit year.
with splits as (
    select
        listed.onderwijsvorm,
        listed.stageverplichting,
        'alle' as studiegebied
    from {{ alle_and_three_groups() }} as listed (onderwijsvorm, stageverplichting)
    union all
    select
        'BSO' as onderwijsvorm,
        'alle' as stageverplichting,
        listed.studiegebied
    from {{ alle_and_three_study_areas() }} as listed (studiegebied)
    where listed.studiegebied <> 'alle'
),

counted as (
    select
        mart.schooljaar,
        splits.onderwijsvorm,
        splits.stageverplichting,
        splits.studiegebied,
        'stagenummer bekend' as categorie,
        sum(case when mart.has_stagenummer then mart.n_leavers else 0 end) as aantal,
        sum(mart.n_leavers) as noemer
    from {{ ref('internship_employer') }} as mart
    inner join splits
        on
            splits.onderwijsvorm in ('alle', mart.onderwijsvorm)
            and splits.stageverplichting in ('alle', mart.stageverplichting)
            and splits.studiegebied in ('alle', mart.studiegebied)
    -- R71
    where mart.has_stagenummer is not null
    group by mart.schooljaar, splits.onderwijsvorm, splits.stageverplichting, splits.studiegebied
)

select * from {{ ref('cells') }}
union all
{{ cells_of('txt_015', ['schooljaar', 'onderwijsvorm', 'stageverplichting', 'studiegebied']) }}
